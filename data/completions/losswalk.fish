# Completion of losswalk for fish. Made by data/make_reference.py.

function __losswalk_set
    printf "%s\n" format=1
    printf "%s\n" title=
    printf "%s\n" summary=
    printf "%s\n" section=
    printf "%s\n" level=intro level=core level=further
    printf "%s\n" source=
    printf "%s\n" loss=cross_entropy loss=binary_cross_entropy loss=nll loss=kl_divergence loss=focal loss=binary_focal loss=squared_error loss=hinge
    printf "%s\n" logits=
    printf "%s\n" probs=
    printf "%s\n" log_probs=
    printf "%s\n" labels=
    printf "%s\n" targets=
    printf "%s\n" target_logits=
    printf "%s\n" classes=
    printf "%s\n" samples=
    printf "%s\n" tokens=
    printf "%s\n" picture=
    printf "%s\n" dtype=float64 dtype=float32 dtype=float16 dtype=bfloat16
    printf "%s\n" class_axis=
    printf "%s\n" rules=plain rules=keras rules=tf_keras rules=tf1 rules=pytorch rules=onnx rules=optax rules=sklearn
    printf "%s\n" route=stable route=textbook route=fused
    printf "%s\n" temperature=
    printf "%s\n" label_smoothing=
    printf "%s\n" log_base=e log_base=2 log_base=10
    printf "%s\n" class_weights=
    printf "%s\n" sample_weights=
    printf "%s\n" pos_weight=
    printf "%s\n" mask=
    printf "%s\n" ignore_label=
    printf "%s\n" shift_labels=true shift_labels=false
    printf "%s\n" normalize=none normalize=before_clip normalize=after_clip
    printf "%s\n" clip_eps=
    printf "%s\n" clip_mode=clip clip_mode=add clip_mode=clip_then_add clip_mode=log_floor
    printf "%s\n" out_of_range=error out_of_range=nan out_of_range=zero out_of_range=wrap out_of_range=wrap_nan
    printf "%s\n" average_last_axis=true average_last_axis=false
    printf "%s\n" reduction=mean reduction=sum reduction=none reduction=weighted_mean reduction=mean_unmasked reduction=sum_by_nonzero_weights reduction=batch_mean reduction=class_weighted_mean reduction=mean_of_means reduction=sum_over_batch_size
    printf "%s\n" groups=
    printf "%s\n" empty_mean=nan empty_mean=zero
    printf "%s\n" divide_by=
    printf "%s\n" perplexity=true perplexity=false
    printf "%s\n" loss_scale=
    printf "%s\n" accuracy=true accuracy=false
    printf "%s\n" gamma=
    printf "%s\n" alpha=
    printf "%s\n" gradient=false gradient=true gradient=steps
    printf "%s\n" precision=
    printf "%s\n" known=input known=softmax known=sigmoid known=normalize known=target known=log known=loss known=mask known=weight known=reduction known=gradient known=accuracy
    printf "%s\n" until=input until=softmax until=sigmoid until=normalize until=target until=log until=loss until=mask until=weight until=reduction until=gradient until=accuracy
    printf "%s\n" terms=
    printf "%s\n" questions=
    printf "%s\n" task=
    printf "%s\n" expect=
end

complete -c losswalk -f
complete -c losswalk -a '(losswalk --list 2>/dev/null | awk \'/^ / { print ($1 ~ /^[0-9]+$/) ? $2 : $1 }\')' -d lesson
complete -c losswalk -a '(__fish_complete_suffix .md)'
complete -c losswalk -n '__fish_contains_opt progress' -F
complete -c losswalk -l batch -d 'print full traces instead of stepping through'
complete -c losswalk -l list -d 'list the lessons; with -f json as data'
complete -c losswalk -l progress -d 'how far you are, question by question; with FILE...: a class, from its progress files; nothing is sent anywhere'
complete -c losswalk -l check -d 'check lessons: what is wrong with them, and what could be better'
complete -c losswalk -l diagnose -x -d 'say which way of computing the LESSON gives this loss'
complete -c losswalk -l new -r -F -d 'write a lesson to start from, with comments; never over a file'
complete -c losswalk -l format -s f -x -a 'text json numpy pytorch tfjs notebook csv moodle gift questions markdown html latex slides' -d 'batch: text, json, numpy, pytorch, tfjs, notebook, csv, moodle, gift, questions, markdown, html, latex, slides (default text); check, diagnose, list: text or json; progress: text, csv or json'
complete -c losswalk -l output -s o -r -F -d 'batch: write to FILE, all of it or nothing; to a folder (DIR/): each lesson, or each of a class, a file'
complete -c losswalk -l stages -x -a '(__fish_append , input softmax sigmoid normalize target log loss mask weight reduction gradient accuracy logits probs log_probs labels shifted_labels targets target_logits scaled row_max shifted exp row_sum log_sum_exp log_softmax complement softplus log_sigmoid class_sum normalized clipped one_hot soft_targets smoothed log_complement product true_score per_element per_sample masked weights weighted group_mean total divisor perplexity scaled_loss predicted d_logits d_probs d_log_probs d_labels d_shifted_labels d_targets d_target_logits d_scaled d_row_max d_shifted d_exp d_row_sum d_softmax d_log_sum_exp d_log_softmax d_sigmoid d_complement d_softplus d_log_sigmoid d_class_sum d_normalized d_clipped d_one_hot d_soft_targets d_smoothed d_log d_log_complement d_product d_true_score d_per_element d_per_sample d_mask d_masked d_weights d_weighted d_group_mean d_total d_divisor d_loss d_perplexity d_scaled_loss d_gradient d_predicted d_accuracy)' -d 'batch: only these stages or groups; loss: the result alone'
complete -c losswalk -l rows -x -d 'batch: at most N rows of a table; auto: those that matter; all (default: as the format has it)'
complete -c losswalk -l worksheet -d 'batch: with blanks instead of the numbers that the questions ask for'
complete -c losswalk -l key -d 'batch: what belongs into the blanks of --worksheet, and what wrong numbers tell'
complete -c losswalk -l fade -x -d 'batch: worksheet and key with blanks in the last N fifths of the steps, 1 to 5'
complete -c losswalk -l variant -x -d 'batch: the same lesson with other numbers, variant N (from 1); A-B: each of these'
complete -c losswalk -l class -x -d 'batch: worksheets and keys, a variant for each name (a line) of FILE'
complete -c losswalk -l variants -x -d 'check: what variants A to B of the lessons have in common'
complete -c losswalk -l compare -x -a '(__fish_append , all plain keras tf_keras tf1 pytorch onnx optax sklearn)' -d 'batch: the same batch under these rules (all: every preset), or KEY=VALUE'
complete -c losswalk -l ulps -d 'batch: lessons not in float64: how far each number is from the exact one'
complete -c losswalk -l width -s w -x -d 'batch: columns of a text page, 40 to 1000 (default 80)'
complete -c losswalk -l threads -x -d 'threads that add up a large batch, 1 to 63 (default: one per processor)'
complete -c losswalk -l set -x -a '(__losswalk_set)' -d 'set a lesson key for this run, or take it away (KEY=); repeatable'
complete -c losswalk -l precision -s p -x -d 'decimals shown, 0 to 17 (default: the lesson\'s, or 4)'
complete -c losswalk -l lessons -x -a '(__fish_complete_directories)' -d 'the lessons of these folders, and of the folders in them'
complete -c losswalk -l lang -x -a 'en zh' -d 'texts in that language: en, zh (default: on screen as chosen with L, else the locale\'s; batch: en)'
complete -c losswalk -l plain -d 'step through as sentences: for screen readers, dumb terminals, pipes'
complete -c losswalk -l ascii -d '7-bit output and drawing'
complete -c losswalk -l color -x -a 'auto always never' -d 'auto (default), always or never'
complete -c losswalk -l theme -x -a 'auto dark light projector own mono' -d 'how colours look: auto, dark, light, projector, own, mono (default auto)'
complete -c losswalk -l no-mouse -d 'leave the mouse to the terminal'
complete -c losswalk -l no-questions -d 'step through without the lessons\' questions'
complete -c losswalk -l help -s h -d 'print this help'
complete -c losswalk -l version -s V -d 'print the version'
