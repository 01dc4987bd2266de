# Completion of losswalk for bash. Made by data/make_reference.py.
# shellcheck shell=bash disable=SC2207

# File names, which may have spaces: _losswalk_files OPTION...
_losswalk_files() {
    local IFS=$'\n'
    compopt -o filenames
    COMPREPLY+=($(compgen "$@" -- "$cur"))
}

# The last of several words that commas separate: _losswalk_list CURRENT WORDS
_losswalk_list() {
    local done=
    case $1 in *,*) done=${1%,*}, ;; esac
    COMPREPLY=($(compgen -P "$done" -W "$2" -- "${1##*,}"))
    compopt -o nospace
}

# KEY=VALUE: _losswalk_set CURRENT
_losswalk_set() {
    local words=
    case $1 in
    *=*) ;;
    *)
        COMPREPLY=($(compgen -S = -W "format title summary section level source loss logits probs log_probs labels targets target_logits classes samples tokens picture dtype class_axis rules route temperature label_smoothing log_base class_weights sample_weights pos_weight mask ignore_label shift_labels normalize clip_eps clip_mode out_of_range average_last_axis reduction groups empty_mean divide_by perplexity loss_scale accuracy gamma alpha gradient precision known until terms questions task expect" -- "$1"))
        compopt -o nospace
        return
        ;;
    esac
    case ${1%%=*} in
    format) words="1" ;;
    level) words="intro core further" ;;
    loss) words="cross_entropy binary_cross_entropy nll kl_divergence focal binary_focal squared_error hinge" ;;
    dtype) words="float64 float32 float16 bfloat16" ;;
    rules) words="plain keras tf_keras tf1 pytorch onnx optax sklearn" ;;
    route) words="stable textbook fused" ;;
    log_base) words="e 2 10" ;;
    shift_labels) words="true false" ;;
    normalize) words="none before_clip after_clip" ;;
    clip_mode) words="clip add clip_then_add log_floor" ;;
    out_of_range) words="error nan zero wrap wrap_nan" ;;
    average_last_axis) words="true false" ;;
    reduction) words="mean sum none weighted_mean mean_unmasked sum_by_nonzero_weights batch_mean class_weighted_mean mean_of_means sum_over_batch_size" ;;
    empty_mean) words="nan zero" ;;
    perplexity) words="true false" ;;
    accuracy) words="true false" ;;
    gradient) words="false true steps" ;;
    known) words="input softmax sigmoid normalize target log loss mask weight reduction gradient accuracy" ;;
    until) words="input softmax sigmoid normalize target log loss mask weight reduction gradient accuracy" ;;
    esac
    COMPREPLY=($(compgen -W "$words" -- "${1#*=}"))
}

_losswalk() {
    # bash splits words at "=" as well: put --format=json and KEY=VALUE together again
    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]}
    local before=
    COMPREPLY=()
    if [ "$cur" = = ]; then
        cur=
        before=$prev
        prev=${COMP_WORDS[COMP_CWORD - 2]}
    elif [ "$prev" = = ]; then
        before=${COMP_WORDS[COMP_CWORD - 2]}
        prev=${COMP_WORDS[COMP_CWORD - 3]}
    fi
    case $before in
    '') ;;
    -*) prev=$before ;;
    *) cur=$before=$cur ;;
    esac
    case $prev in
    --diagnose)
        COMPREPLY=()
        return
        ;;
    --new)
        _losswalk_files -f
        return
        ;;
    -f | --format)
        COMPREPLY=($(compgen -W "text json numpy pytorch tfjs notebook csv moodle gift questions markdown html latex slides" -- "$cur"))
        return
        ;;
    -o | --output)
        _losswalk_files -f
        return
        ;;
    --stages)
        _losswalk_list "$cur" "input softmax sigmoid normalize target log loss mask weight reduction gradient accuracy logits probs log_probs labels shifted_labels targets target_logits scaled row_max shifted exp row_sum log_sum_exp log_softmax complement softplus log_sigmoid class_sum normalized clipped one_hot soft_targets smoothed log_complement product true_score per_element per_sample masked weights weighted group_mean total divisor perplexity scaled_loss predicted d_logits d_probs d_log_probs d_labels d_shifted_labels d_targets d_target_logits d_scaled d_row_max d_shifted d_exp d_row_sum d_softmax d_log_sum_exp d_log_softmax d_sigmoid d_complement d_softplus d_log_sigmoid d_class_sum d_normalized d_clipped d_one_hot d_soft_targets d_smoothed d_log d_log_complement d_product d_true_score d_per_element d_per_sample d_mask d_masked d_weights d_weighted d_group_mean d_total d_divisor d_loss d_perplexity d_scaled_loss d_gradient d_predicted d_accuracy"
        return
        ;;
    --rows)
        COMPREPLY=()
        return
        ;;
    --fade)
        COMPREPLY=()
        return
        ;;
    --variant)
        COMPREPLY=()
        return
        ;;
    --class)
        COMPREPLY=()
        return
        ;;
    --variants)
        COMPREPLY=()
        return
        ;;
    --compare)
        _losswalk_list "$cur" "all plain keras tf_keras tf1 pytorch onnx optax sklearn"
        return
        ;;
    -w | --width)
        COMPREPLY=()
        return
        ;;
    --threads)
        COMPREPLY=()
        return
        ;;
    --set)
        _losswalk_set "$cur"
        return
        ;;
    -p | --precision)
        COMPREPLY=()
        return
        ;;
    --lessons)
        _losswalk_files -d
        return
        ;;
    --lang)
        COMPREPLY=($(compgen -W "en zh" -- "$cur"))
        return
        ;;
    --color)
        COMPREPLY=($(compgen -W "auto always never" -- "$cur"))
        return
        ;;
    --theme)
        COMPREPLY=($(compgen -W "auto dark light projector own mono" -- "$cur"))
        return
        ;;
    esac
    case $cur in
    -*)
        COMPREPLY=($(compgen -W "--batch --list --progress --check --diagnose --new -f --format -o --output --stages --rows --worksheet --key --fade --variant --class --variants --compare --ulps -w --width --threads --set -p --precision --lessons --lang --plain --ascii --color --theme --no-mouse --no-questions -h --help -V --version" -- "$cur"))
        return
        ;;
    esac
    if [[ " ${COMP_WORDS[*]} " == *" --progress "* ]]; then # students' files, whatever they are called
        COMPREPLY=()
        _losswalk_files -f
        return
    fi
    COMPREPLY=($(compgen -W "$(losswalk --list 2>/dev/null | awk '/^ / { print ($1 ~ /^[0-9]+$/) ? $2 : $1 }')" -- "$cur"))
    _losswalk_files -f -X '!*.md'
    _losswalk_files -d
}

complete -F _losswalk losswalk
