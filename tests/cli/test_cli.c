/* The program as a shell sees it: exit status, what goes to stdout and stderr, files. */
#include "check_main.h"
#include "shell.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FRONT "---\\nformat: 1\\ntitle: T\\n"

/* e.npy, 0 x 3, and l.npy, which goes with it. */
#define EMPTY                                                                                      \
    "npy() { printf '\\223NUMPY\\001\\000v\\000%-117s\\n' \"{'descr': '$2', 'fortran_order': "     \
    "False, 'shape': $3, }\" > $1; }; npy e.npy '<f8' '(0, 3)'; npy l.npy '<i8' '(0,)'; "

static const struct {
    const char *command;
    int status;
    const char *out, *err; /* must contain; NULL: must be empty; "": anything */
} CASES[] = {
    {"\"$L\" --help", 0, "Usage: losswalk", NULL},
    {"\"$L\" --version", 0, "losswalk ", NULL},
    {"\"$L\" --list", 0, "sparse-labels", NULL},
    {"\"$L\" --list 4 'softma?' | tail -n +2 | tr -s ' ' | cut -d ' ' -f 2,3 | tr '\\n' ';'", 0,
        "4 sparse-labels;1 softmax;", NULL},
    {"cp \"$LOSSWALK_LESSONS\"/01-softmax.md own.md; \"$L\" --list own.md; s=$?; rm own.md; exit "
     "$s",
        0, "     own                      new          From scores to probabilities", ""},
    {"\"$L\" --list xyzzy", 1, NULL, "there is no lesson 'xyzzy'"},
    {"\"$L\" --check --version --check 4", 0, "losswalk ", ""},
    /* A point in a name is no language; what no terminal is sent is told. */
    {"mkdir O; for n in 3-v1.2 a.zh .h README \"$(printf 'b\\033')\"; do cp "
     "\"$LOSSWALK_LESSONS\"/01-softmax.md \"O/$n.md\"; done; \"$L\" --list --lessons O | wc -l; "
     "\"$L\" --list --lessons O | grep -o '^  3  v1.2'; s=$?; rm -r O; exit $s",
        0, "2\n  3  v1.2", "left out: its name has characters that cannot be shown"},
    {"mkfifo q; \"$L\" --progress q; s=$?; rm q; exit $s", 2, NULL,
        "q: error: cannot read: it is a pipe, a socket or a device"},
    {"\"$L\" --batch 4", 0, "= 1.8811", NULL},
    {"\"$L\" --batch sparse-labels", 0, "= 1.8811", NULL},
    {"\"$L\" --batch \"$LOSSWALK_LESSONS/04-sparse-labels.md\"", 0, "= 1.8811", NULL},
    {"\"$L\" --batch - < \"$LOSSWALK_LESSONS/04-sparse-labels.md\"", 0, "= 1.8811", NULL},
    {"\"$L\" --batch --set reduction=sum 4", 0, "5.6433 / 1 = 5.6433", NULL},
    {"\"$L\" --batch --stages loss 4", 0, "5.6433 / 3 = 1.8811", NULL},
    {"\"$L\" --batch -f json --stages loss 4", 0, "\"loss\": 1.8811119625860317", NULL},
    /* numbers may have gaps */
    {"mkdir -p gap; cp \"$LOSSWALK_LESSONS\"/04-sparse-labels.md gap/02-a.md; "
     "cp gap/02-a.md gap/05-b.md; printf 'open 2\\ngo loss\\nquit\\n' | "
     "\"$L\" --plain --no-questions --lessons gap",
        0, "The next is lesson 5, Sparse labels", NULL},
    {"printf 'open 5\\ngo loss\\nquit\\n' | \"$L\" --plain --no-questions --lessons gap | "
     "grep -c 'The next is' || true",
        0, "0", NULL},
    /* one lesson names another, in the reader's language; of no folder, among those installed */
    {"sed '$a Compare [[softmax]].' gap/02-a.md > named.md; \"$L\" --batch named.md | grep -A1 "
     "'Compare'",
        0, "Compare lesson 1, “", NULL},
    {"\"$L\" --batch --ascii named.md", 0, "Compare lesson 1, \"", NULL},
    {"\"$L\" --check named.md", 0, "1 lesson checked: 0 errors", NULL},
    {"sed 's/softmax]]/softmex]]/' named.md > misnamed.md; \"$L\" --check misnamed.md", 1,
        "1 lesson checked: 1 error", "did you mean [[softmax]]?"},
    /* formulas of short texts: as the page shows them; to programs, as written */
    {"\"$L\" --batch \"$T/formulas.md\"", 0,
        "The price -log pᵢ\n=================\nCosts from $5 to $6, and (1/n) Σᵢ lᵢ\n", NULL},
    {"\"$L\" --batch --ascii \"$T/formulas.md\"", 0,
        "The price -log p_i\n==================\nCosts from $5 to $6, and (1/n) sum_i l_i\n", NULL},
    {"\"$L\" --batch -f json \"$T/formulas.md\"", 0, "\"title\": \"The price $-\\\\log p_i$\"",
        NULL},
    {"\"$L\" --diagnose 1 \"$T/formulas.md\" | head -1", 0, "The price -log pᵢ\n", NULL},
    /* what no shipped lesson has: step frameworks runs these scripts */
    {"\"$L\" --batch -f pytorch \"$T/../facts/pytorch-kl-batchmean.md\"", 0,
        "F.kl_div(log, targets, reduction=\"batchmean\")", NULL},
    {"\"$L\" --batch -f pytorch \"$T/../facts/optax-kl-rows.md\"", 0,
        "F.kl_div(log, targets, reduction=\"none\").sum(dim=-1)", NULL},
    {"\"$L\" --batch -f pytorch --set reduction=none \"$T/../facts/plain-squared-error.md\"", 0,
        "F.mse_loss(softmax, one_hot, reduction=\"none\")", NULL},
    {"\"$L\" --batch -f tfjs \"$T/../facts/pytorch-class-axis.md\"", 0,
        "[1, 2, 2], \"float32\").transpose([0, 2, 1]);", NULL},
    {"\"$L\" --batch -f pytorch \"$T/../facts/pytorch-class-axis.md\"", 0,
        "dtype=torch.float64), 1, -1)", NULL},
    {"rm -rf state; printf 'go loss\\nquit\\n' | \"$L\" --plain --no-questions 4 >/dev/null; "
     "\"$L\" --list -f json; rm -rf state",
        0, "\"progress\": {\"step\": 6, \"furthest\": 6, \"steps\": 6, \"done\": true", NULL},
    /* a terminal that can show no Chinese */
    {"echo quit | LC_ALL=de_DE.ISO-8859-1 \"$L\" --plain --lang zh 4", 0, "Sparse labels",
        "this terminal's locale holds no 中文, so this is English"},
    {"n=1,2,3,4,5,6,7,8,9,10,11,12,13,14; printf -- '" FRONT
     "loss: cross_entropy\\nlogits: [[%s]]\\nlabels: [0]\\nclass_weights: [%s]\\n---\\n' $n $n | "
     "\"$L\" --batch -",
        0, "c10 11, c11 12, and 2 more\n", NULL},
    /* what of a score, or of a probability, says yes */
    {"\"$L\" --batch \"$T/../facts/plain-accuracy-binary.md\"", 0, "says = [z > 0]\n", NULL},
    {"sed -e 's/^logits: .*/probs: [[0.5, 0.2], [0.9, 0.6]]/' -e '/^expect/,/^  source/d' "
     "\"$T/../facts/plain-accuracy-binary.md\" | \"$L\" --batch -",
        0, "says = [p > 0.5]\n", NULL},
    {"\"$L\" --batch -f numpy 4", 0, "softmax = exp / row_sum[..., None]", NULL},
    {"\"$L\" --batch -p 2 4", 0, "5.64 / 3 = 1.88", NULL},
    {"\"$L\" --batch --ascii 4", 0, "S = sum e", NULL},
    {"\"$L\" --batch --lessons /nowhere 4", 1, NULL, "/nowhere: error: cannot open"},
    {"\"$L\" --check --compare all 4", 2, NULL, "--compare goes with --batch"},
    {"\"$L\" --batch --compare all 1", 0, "This lesson ends before the loss", NULL},
    {"\"$L\" --batch --compare all 1 | grep -c divisor", 1, "0", NULL},
    {"\"$L\" --batch --compare pytoch 4", 2, NULL, "did you mean pytorch?"},
    {"\"$L\" --batch --stages loss --compare pytorch \"$T/three.md\"", 0,
        "PyTorch: The same formula in another order", NULL},
    {"printf -- '" FRONT "logits: [[[1, 2], [3, 5]]]\nlabels: [[0, 1]]\n---\n' | "
     "\"$L\" --batch --compare all - | grep wants",
        0,
        "      PyTorch wants (N, C, T).\n"
        "      ONNX: The same numbers, to the last bit. ONNX wants (N, C, T).\n",
        NULL},
    {"printf -- '" FRONT
     "rules: pytorch\nlogits: [[[[1], [2]], [[3], [5]]]]\nlabels: [[[0], [1]]]\n"
     "---\n' | \"$L\" --batch --compare onnx,keras - | tr -s ' \\n' ' '",
        0, " Keras 3 wants (N, d1, d2, C).", NULL},
    {"printf -- '" FRONT "loss: binary_cross_entropy\nlogits: [[1, 2], [3, 5]]\n"
     "targets: [[0, 1], [1, 1]]\nsample_weights: [1, 3]\n---\n' | "
     "\"$L\" --batch --compare pytorch -",
        0, "PyTorch: The weights of samples run along another axis of the losses.", NULL},
    {"printf -- '" FRONT "logits: [[1, 2], [3, 5]]\nlabels: [[0], [1]]\n---\n' | "
     "\"$L\" --batch --compare pytorch - | tr -s ' \\n' ' '",
        0, "PyTorch: 0D or 1D target tensor expected, multi-target not supported", NULL},
    {"cp \"$LOSSWALK_LESSONS/04-sparse-labels.md\" own.md; \"$L\" --batch -o own.md own.md; s=$?; "
     "cmp own.md \"$LOSSWALK_LESSONS/04-sparse-labels.md\" && exit $s",
        1, NULL, "own.md: error: is a file that this run reads"},
    {"\"$L\" --check 4", 0, "1 lesson checked: 0 errors, ", ""},
    {"\"$L\" --plain x.md </dev/null", 1, "x.md: error: cannot open", NULL},
    {"mkfifo p; (exec >p; sleep 2) & \"$L\" --plain 4 <p & sleep 1; kill -ALRM $!; wait $!", 142,
        "Sparse labels", NULL},
    {"\"$L\" --check '*-*' 2>&1 | tail -n 1", 0, " lessons checked: 0 errors, ", NULL},
    {"\"$L\" --check \"$LOSSWALK_LESSONS/01-*.md\"", 0, "1 lesson checked: 0 errors, ", ""},
    {"\"$L\" --check \"$LOSSWALK_LESSONS/01-softmax.zh.md\"", 0, "1 lesson checked: 0 errors, ",
        ""},
    {"\"$L\" --check 'xyzzy*'", 1, "0 lessons checked: 1 error, 0 warnings",
        "no lesson matches 'xyzzy*'"},
    {"\"$L\" --check -f numpy 4", 2, NULL, "--check reports as text or json, not as numpy"},
    {"\"$L\" --check -f json \"$LOSSWALK_LESSONS/../tests/diag/fine.md\"", 0, "[]\n", NULL},
    {"cp \"$LOSSWALK_LESSONS/../tests/diag/expect-file.md\" e.md; \"$L\" --check -f json e.md "
     "none.md",
        1,
        "[{\"severity\": \"error\", \"id\": \"expect\", \"file\": \"e.md\", \"line\": 15, "
        "\"column\": 23, \"end_column\": 27, \"message\": \"per_sample: L[s1] is expected to be "
        "9.99, but comes out as 3.1698460195562856\", \"hint\": \"they differ by 6.82; the digits "
        "written allow 0.005\"},\n",
        NULL},
    {"cp \"$LOSSWALK_LESSONS/../tests/diag/warn-no-end.md\" e.md; \"$L\" --check -f json e.md", 0,
        "[{\"severity\": \"warning\", \"id\": \"no-end\", \"file\": \"e.md\", \"line\": null, "
        "\"column\": null, \"end_column\": null, \"message\": \"the lesson has no last word\", "
        "\"hint\": \"add a heading '## end', and under it what to take away\"}]\n",
        NULL},
    {"\"$L\" --check -f json none.md x", 1,
        "\"line\": null, \"column\": null, \"end_column\": null, \"message\": \"cannot open: no "
        "such "
        "file or folder\", \"hint\": null}]\n",
        NULL},
    {"rm -f t.md; \"$L\" --new t.md && \"$L\" --check t.md && \"$L\" --batch t.md", 0,
        "1 lesson checked: 0 errors, 0 warnings\n", NULL},
    {"echo mine > t.md; \"$L\" --new t.md; s=$?; cat t.md; exit $s", 1, "mine\n",
        "t.md: error: is there already"},
    {"ln -sf gone t.txt; \"$L\" --batch -o t.txt 4; s=$?; ls gone 2>&1; rm t.txt; exit $s", 1,
        "No such file", "t.txt: error: cannot write: no such file or folder"},
    {"mkdir twice; \"$L\" --batch -o twice/ 4 'sparse-l*' sparse-labels && ls twice && rm -r twice",
        0, "04-sparse-labels.txt", ""},
    {"\"$L\" --batch -o - 4; test ! -e ./-", 0, "4. Sparse labels", ""},
    {"rm -f t.md; ln -s gone t.md; \"$L\" --new t.md; s=$?; ls gone 2>&1; rm t.md; exit $s", 1,
        "gone", "t.md: error: is there already"},
    {"\"$L\" --new t.txt", 1, NULL, "the name of a lesson ends in .md"},
    {"\"$L\" --new no/such/t.md", 1, NULL, "no/such/t.md: error: cannot write: no such file"},
    {"\"$L\" --new t.md 1", 2, NULL, "--new takes one file, and no lesson"},
    {"rm -f 'a b.md'; \"$L\" --new 'a b.md'", 0, "losswalk --check 'a b.md'\n", NULL},
    {"\"$L\" --lang zh --help", 0, "用法：losswalk", NULL},
    {"\"$L\" --theme lihgt 1", 2, NULL, "there is no theme 'lihgt'\nhint: did you mean light?"},
    {"\"$L\" --theme '' 1", 2, NULL, "hint: there are: auto, dark, light, projector, own, mono"},
    {"\"$L\" --lang french --batch 1", 2, NULL, "hint: there are: en (English), zh (中文)"},
    {"\"$L\" --lang zh --ascii --batch 1", 2, NULL,
        "7 bits (--ascii) are not enough for --lang zh"},
    {"\"$L\" --batch \"$T/maths.md\"", 0, "\n    p̂ₖ = e^(zₖ-m)/(Σⱼ₌₁ᴷ e^(zⱼ-m)), m = maxⱼ zⱼ\n\n",
        NULL},
    {"\"$L\" --batch \"$T/maths.md\"", 0,
        "    symbol                      meaning                      here\n"
        "    ───────  ──────────────────────────────────────────────  ────\n"
        "    z_(i,k)                 score, a `logit`                  2.0\n"
        "    p̂        probability after the softmax, between 0 and 1  0.66\n",
        NULL},
    {"\"$L\" --batch -w 40 \"$T/maths.md\"", 0,
        "    symbol: p̂\n      meaning: probability after the\n        softmax, between 0 and 1\n",
        NULL},
    {"\"$L\" --batch --ascii \"$T/maths.md\"", 0,
        "    p_hat_k = e^(z_k-m)/(sum_(j=1)^K e^(z_j-m)), m = max_j z_j\n", NULL},
    {"\"$L\" --batch --lang zh-CN \"$T/three.md\"", 0, "得分变成概率\n------------", NULL},
    {"\"$L\" --batch --lang zh \"$T/three.md\"", 0, "模型只给了真实类别 4 %。", NULL},
    {"\"$L\" --batch -f json --lang zh \"$T/three.md\"", 0, "\"title\": \"稀疏标签只选出一个概率\"",
        NULL},
    {"\"$L\" --batch -f numpy --lang zh \"$T/three.md\"", 0, "# 稀疏标签只选出一个概率\n", NULL},
    {"\"$L\" --batch -f numpy --lang zh \"$T/three.md\"", 0, "# %% 第 2 步：得分变成概率\n", NULL},
    {"LC_ALL=zh_CN.UTF-8 LANGUAGE=zh \"$L\" --batch \"$T/three.md\"", 0, "Sparse labels", NULL},
    {"mkdir -p l; cp \"$T\"/three*.md l; \"$L\" --list --lessons l --lang zh", 0,
        "新           稀疏标签只选出一个概率", NULL},
    {"LC_ALL=zh_CN.UTF-8 \"$L\" --list --lessons l", 0, "稀疏标签只选出一个概率", NULL},
    /* whether or not this locale is installed */
    {"LC_ALL=zh_CN.UTF-8 \"$L\" --plain \"$T/three.md\"", 0, "稀疏标签只选出一个概率", NULL},
    {"LANG=zh_CN.utf8 \"$L\" --plain \"$T/three.md\"", 0, "按 Enter 读第一步。", NULL},
    {"LC_ALL=zh_CN.UTF-8 \"$L\" --plain --lang en \"$T/three.md\"", 0, "Enter reads the first.",
        NULL},
    {"LC_ALL=zh_CN.UTF-8 \"$L\" --plain --ascii \"$T/three.md\"", 0, "Enter reads the first.",
        NULL},
    {"LC_ALL=zh_CN.GBK \"$L\" --plain \"$T/three.md\"", 0, "Enter reads the first.", NULL},
    {"LC_ALL=C \"$L\" --plain --lang zh \"$T/three.md\"", 0, "稀疏标签只选出一个概率", NULL},
    {"printf 'go 3\\nlanguage zh\\nagain\\nlanguage en\\nagain\\nlanguage fr\\n' | LC_ALL=C.UTF-8 "
     "\"$L\" "
     "--plain --no-questions \"$T/three.md\"",
        0, "第 3 步，共 6 步，每个样本的目标", NULL},
    {"sed s/original:.*/original:\\ 12345678/ \"$T/three.zh.md\" > t.zh.md; cp \"$T/three.md\" "
     "t.md; "
     "\"$L\" --check t.md",
        0, "1 lesson checked: 0 errors, ", "t.zh.md: warning: this translation has fallen behind"},
    {"printf 'x' > t.zh.md; \"$L\" --check t.md", 1, "1 lesson checked: 1 error, ",
        "t.zh.md:1:1: error: a lesson starts"},
    {"\"$L\" --batch --lang zh t.md", 1, "Sparse labels pick", "t.zh.md:1:1: "},
    {"LC_ALL=zh_CN.UTF-8 \"$L\" --plain t.md", 0, "Sparse labels pick", NULL},
    {"\"$L\" --batch --stages loss --compare 'reduction=sum,class_weights=[1,2,4]' --compare keras "
     "4",
        0, "class_weights=[1,2,4] 5.3453     3          product", NULL},
    /* two means in one table; another reduction leaves the groups alone */
    {"printf -- '---\\nformat: 1\\ntitle: a\\nlogits: [[2, 0], [2, 0], [2, 0], [1, 0]]\\nlabels: "
     "[0, 0, 0, 1]\\n'"
     "'reduction: mean_of_means\\ngroups: [0, 0, 0, 1]\\n---\\n' | \"$L\" --batch --stages loss "
     "--compare "
     "reduction=mean,reduction=mean_of_means - | tr -s ' \\n' ' '",
        0, "reduction=mean 0.4235 4 total", NULL},
    {"printf -- '---\\nformat: 1\\ntitle: a\\nlogits: [[2, 0], [2, 0], [2, 0], [1, 0]]\\nlabels: "
     "[0, 0, 0, 1]\\n'"
     "'reduction: mean_of_means\\ngroups: [0, 0, 0, 1]\\n---\\n' | \"$L\" --batch --stages loss "
     "--set reduction=mean -",
        0, "1.6940 / 4 = 0.4235", NULL},
    {"\"$L\" --batch --stages loss --compare redcution=sum 4", 0, "did you mean 'reduction'?",
        NULL},
    {"\"$L\" --batch --stages loss --compare route=fused \"$T/three.md\"", 0,
        "they differ by rounding", NULL},
    {"\"$L\" --diagnose 5.6433 4", 0, "5.643335887758095 That is the total.", NULL},
    {"\"$L\" --diagnose=-1.88111 -f json 4", 0,
        "\"mistakes\": [\"minus\"], \"value\": -1.8811119625860317", NULL},
    {"\"$L\" --diagnose 1.8811 4", 0, "That is the lesson's own loss: 1.8811119625860317.", NULL},
    {"\"$L\" --diagnose 1.2345678 4", 1, "Nothing tried gives 1.2345678.", NULL},
    {"\"$L\" --diagnose 1.0878 \"$T/../confusions/axis-of-classes.md\" -f json", 0,
        "\"set\": [\"class_axis=1\"]", NULL},
    {"\"$L\" --diagnose 1.4612 \"$T/../confusions/certain-of-10.md\" -f json", 0,
        "\"code\": \"F.cross_entropy(probs, labels)\"", NULL},
    {"\"$L\" --diagnose much 4", 2, NULL, "--diagnose takes a number, not 'much'"},
    {"\"$L\" --diagnose 1.5", 2, NULL, "--diagnose needs the lesson"},
    {"\"$L\" --diagnose 1.5 -f csv 4", 2, NULL, "--diagnose reports as text or json, not as csv"},
    /* nobody wrote the lesson that two arrays make, so none of its lines is shown */
    {EMPTY "npy s.npy '<f8' '(1, 2)'; head -c 16 /dev/zero >> s.npy; npy l.npy '<i8' '(1,)'; "
           "printf '\\005\\0\\0\\0\\0\\0\\0\\0' >> l.npy; \"$L\" --batch s.npy l.npy; s=$?; rm "
           "[sle].npy; exit $s",
        1, NULL,
        "s.npy l.npy: error: l.npy: element 0: label 5 is outside 0..1: there are 2 classes\nhint: "
        "to show"},
    {"D=\"$T\"/../../data; \"$L\" --batch --stages loss \"$D/digits-scores.npy\" "
     "\"$D/digits-labels.npy\"",
        0, "digits-scores.npy are scores (logits). digits-labels.npy are labels.", NULL},
    {"D=\"$T\"/../../data; \"$L\" --batch \"$D/digits-labels.npy\" \"$D/digits-scores.npy\"", 1,
        NULL, "the scores come first"},
    {EMPTY "\"$L\" --batch --set rules=pytorch --stages loss e.npy l.npy", 0,
        "Loss (class_weighted_mean): 0 / 0 = nan", NULL},
    {EMPTY "\"$L\" --batch --set reduction=sum e.npy l.npy", 0, "(no rows)", NULL},
    {EMPTY "\"$L\" --batch --set rules=keras -f json e.npy l.npy", 0,
        "\"per_sample\": [], \"total\": 0, \"divisor\": 0, \"loss\": 0", NULL},
    {EMPTY "\"$L\" --batch --set class_axis=0 e.npy l.npy", 1, NULL, "there are no classes"},
    {EMPTY "\"$L\" --plain --no-questions e.npy l.npy </dev/null", 1,
        "the batch has no rows: there is nothing to step through", NULL},
    {"cp \"$T/../../data/digits-scores.npy\" s.npy; \"$L\" --batch s.npy", 1, NULL,
        "arrays come in pairs"},
    {"\"$L\" --batch s.npy s.md", 1, NULL, "arrays come in pairs"},
    {"\"$L\" --batch s.npy none.npy", 1, NULL, "'none.npy' was not found"},
    {"cp \"$T/../../data/ten-classes-scores.npy\" t.npy; \"$L\" --batch s.npy t.npy", 1, NULL,
        "want labels without their class axis"},
    {"\"$L\" --batch \"$T/../cli/archives/named.npz\"", 0, "2.4076 / 2 = 1.2038", NULL},
    {"cd \"$T/../cli/archives\" && \"$L\" --batch positional.npz", 0,
        "positional.npz/arr_0 are scores (logits). positional.npz/arr_1 are labels.", NULL},
    {"\"$L\" --batch --stages soft_targets \"$T/../cli/archives/teacher.npz\"", 0, "soft targets",
        NULL},
    {"\"$L\" --diagnose 1.4795 \"$T/../cli/archives/named.npz\"", 0,
        "That counts what the lesson leaves out.", NULL},
    {"\"$L\" --batch \"$T/../cli/archives/unknown.npz\"", 1, NULL,
        "what the array 'ids' is does not follow from its name"},
    {"\"$L\" --batch \"$T/../cli/archives/twice.npz\"", 1, NULL,
        "the array 'probs' is one too many of its kind"},
    {"\"$L\" --batch \"$T/../cli/archives/alone.npz\"", 1, NULL,
        "the archive has no scores, or no labels or targets"},
    {"\"$L\" --batch \"$T/../cli/archives/compressed.npz\"", 1, NULL,
        "save them with np.savez() instead of np.savez_compressed()"},
    {"\"$L\" --batch none.npz", 1, NULL, "'none.npz' was not found"},
    {"\"$L\" --batch --no-such-option", 2, NULL, "there is no option --no-such-option"},
    {"\"$L\" --batch -z", 2, NULL, "there is no option -z"},
    {"\"$L\" --batch -p", 2, NULL, "-p needs a value"},
    {"\"$L\" --batch -p many 4", 2, NULL,
        "--precision takes a whole number from 0 to 17, not 'many'"},
    {"\"$L\" --batch -w 12 4", 2, NULL, "--width takes a whole number from 40 to 1000"},
    {"\"$L\" --batch --threads 0 4", 2, NULL,
        "--threads takes a whole number from 1 to 63, not '0'"},
    {"\"$L\" --batch --threads 64 4", 2, NULL, "--threads takes a whole number from 1 to 63"},
    {"\"$L\" --batch --threads 3 4 | cmp - "
     "\"$LOSSWALK_LESSONS/../tests/golden/\"sparse-labels.text",
        0, "", NULL},
    {"\"$L\" --batch -f txt 4", 2, NULL, "did you mean text?"},
    {"\"$L\" --batch -f csv --set 'classes=[\"=1+1\", \"a,\\\"b\", c]' --stages logits 4", 0,
        "0,0,s0,'=1+1,6,1\nsparse-labels,logits,0,1,s0,\"a,\"\"b\",2,0\n", NULL},
    {"\"$L\" --batch -f csv --stages loss 4 4 | grep -c lesson,stage", 0, "1\n", NULL},
    {"\"$L\" --batch -f csv --compare keras 4", 2, NULL,
        "the format csv has no place for what --compare gives"},
    {"\"$L\" --batch -f numpy --ulps 4", 2, NULL,
        "the format numpy has no place for what --ulps gives"},
    {"\"$L\" --batch --compare keras -f docx 4", 2, NULL, "there is no format 'docx'"},
    {"\"$L\" --batch -f docx 4", 2, NULL,
        "there is no format 'docx'\nhint: there are: text, json, numpy, pytorch, tfjs, notebook, "
        "csv"},
    {"\"$L\" --batch --stages sofmax 4", 2, NULL, "did you mean softmax?"},
    {"\"$L\" --batch --set reduction 4", 2, NULL, "--set takes KEY=VALUE"},
    {"\"$L\" --check --lessons \"$LOSSWALK_LESSONS/../tests/screen\" 2>&1 | tail -n 1", 0,
        " lessons checked: ", NULL},
    {"\"$L\" -o x 4", 2, NULL, "--output goes with --batch"},
    {"\"$L\" 4", 2, NULL, "losswalk --batch"},
    {"\"$L\"", 2, NULL, "losswalk --batch"},
    {"\"$L\" 4", 2, NULL, "--plain walks through them line by line"},
    {"\"$L\" --plain 4", 0, "Enter reads the first.", NULL},
    {"\"$L\" --plain", 0, "Section: ", NULL},
    {"echo 4 | \"$L\" --plain", 0, "Lesson 4: Sparse labels", NULL},
    {"yes | head -n 3000 | \"$L\" --plain 4 > /dev/full", 1, "",
        "cannot write to standard output: no space is left on the disk"},
    {"\"$L\" --plain sparse-lables", 1, NULL, "did you mean sparse-labels?"},
    {"\"$L\" --plain --stages loss 4", 2, NULL, "--stages goes with --batch"},
    {"printf 'open x.md\\nopen -\\nloss\\n' | \"$L\" --plain 4", 0, "Loss (mean): 5.6433", NULL},
    /* a translation with names of its own: both are understood */
    {"cp \"$T/three.md\" n.md; sed '2i classes: [猫, 狗, 鸮]' "
     "\"$T/three.zh.md\" > n.zh.md; \"$L\" --batch --lang zh n.md",
        0, "    p[s1,狗] = e[s1,狗] / S[s1]", NULL},
    {"printf 'go softmax\\nwhy s1 dog\\nwhy s1 owl\\n' | \"$L\" --plain --lang zh --no-questions "
     "n.md",
        0, "p[s1,鸮]，softmax。", NULL},
    {"printf 'go softmax\\nwhy s1 鸮\\n' | \"$L\" --plain --lang zh --no-questions n.md", 0,
        "p[s1,鸮]，softmax。", NULL},
    {"printf 'go labels\\nedit s1 owl\\n' | \"$L\" --plain --lang zh --no-questions n.md", 0,
        "标签[s1] = 2", NULL},
    {"rm n.zh.md; \"$L\" --batch n.md", 0, "p[s1,dog]", NULL},
    /* an input method left on */
    {"printf 'go softmax\\nｗｈｙ s1，dog\\n' | \"$L\" --plain 4", 0, "p[s1,dog], softmax.", NULL},
    {"printf 'set reduction＝sum\\n' | \"$L\" --plain 4", 0, "The loss is now 5.6433", NULL},
    {"printf 'set class_weights 【1，2，1】\\n' | \"$L\" --plain 4", 0, "The loss is now 2.9377",
        NULL},
    {"printf 'go logits\\nedit s0，cat 1、4\\n' | \"$L\" --plain 4", 0, "0.25.", NULL},
    {"printf 'open 课、1.md\\n' | LC_ALL=C.UTF-8 \"$L\" --plain 4", 0, "课、1.md", NULL},
    {"printf 'open sparse-lables\\n' | \"$L\" --plain", 0, "did you mean sparse-labels?", NULL},
    {"rm -rf state; \"$L\" --list", 0, "new          Sparse labels", NULL},
    {"\"$L\" --batch sparse-lables", 1, NULL, "did you mean sparse-labels?"},
    {"\"$L\" --batch 9999", 1, NULL, "there is no lesson '9999'"},
    {"\"$L\" --batch nothing.md 4", 1, "= 1.8811", "nothing.md: error: "},
    {"printf 'no front matter' > bad.md; \"$L\" --batch bad.md 4", 1, "= 1.8811",
        "bad.md:1:1: error: "},
    {"\"$L\" --batch --set redution=sum 4", 1, NULL, "did you mean"},
    /* a folder is all of its lessons, and those of the folders in it */
    {"mkdir -p none; \"$L\" --batch none", 1, "",
        "none: error: there are no lessons in this folder"},
    {"mkdir -p none; \"$L\" --batch none/", 1, "", "none/: error: there are no lessons in"},
    {"mkdir -p two/deep; cp \"$LOSSWALK_LESSONS\"/01-softmax.md two; "
     "cp \"$LOSSWALK_LESSONS\"/04-sparse-labels.md two/deep; \"$L\" --check two",
        0, "2 lessons checked: 0 errors, 0 warnings", ""},
    /* several folders: of one id the first, no number twice, and none without lessons */
    {"mkdir -p A B; cp \"$LOSSWALK_LESSONS\"/04-sparse-labels.md A; "
     "cp \"$LOSSWALK_LESSONS\"/04-sparse-labels.md B/09-sparse-labels.md; "
     "cp \"$LOSSWALK_LESSONS\"/01-softmax.md B; \"$L\" --list --lessons A:B | sed 1d",
        0,
        "  1  softmax                  new          From scores to probabilities\n"
        "  4  sparse-labels            new          Sparse labels pick one probability\n",
        ""},
    {"LOSSWALK_LESSONS=A:B \"$L\" --list | sed 1d", 0, "  1  softmax   ", ""},
    {"LOSSWALK_LESSONS=A: \"$L\" --list | sed 1d", 0, "  4  sparse-labels   ", ""},
    /* what is in one section stands together, whichever folder it is from, in every list */
    {"mkdir -p S T; for n in 03-a 50-b 60-c; do sed \"s/^section:.*/section: ${n#*-}/\" A/*.md > "
     "S/$n.md; done; for n in 10-d:c 20-e:a 30-f:b; do sed \"s/^section:.*/section: ${n#*:}/\" "
     "A/*.md > "
     "T/${n%:*}.md; done; \"$L\" --list --lessons S:T | sed 's/ new .*//; s/ *$//'",
        0, "a\n  3  a\n 20  e\n\nc\n 10  d\n 60  c\n\nb\n 30  f\n 50  b\n", ""},
    {"\"$L\" --list -f json --lessons S:T | grep -o 'number\": [0-9]*' | tr '\\n' ' '", 0,
        "number\": 3 number\": 20 number\": 10 number\": 60 number\": 30 number\": 50 ", ""},
    {"\"$L\" --batch -f json --lessons S:T | grep -o '\"lesson\": \"[a-f]' | tr -d '\\n'; rm -r S "
     "T",
        0,
        "\"lesson\": \"a\"lesson\": \"e\"lesson\": \"d\"lesson\": \"c\"lesson\": \"f\"lesson\": "
        "\"b",
        ""},
    {"cp B/01-softmax.md A/01-other.md; \"$L\" --list --lessons A:B; s=$?; rm A/01-other.md; exit "
     "$s",
        1, "",
        "B/01-softmax.md: error: is number 1, as A/01-other.md is\n"
        "hint: give one of them another number in its file name\n"},
    {"\"$L\" --check --lessons A:none 4", 1, "", "none: error: there are no lessons in this"},
    {"\"$L\" --check --lessons A:nowhere 4", 1, "", "nowhere: error: cannot open this folder"},
    {"LOSSWALK_LESSONS=nowhere \"$L\" --check", 1, "", "nowhere: error: cannot open this folder"},
    {"\"$L\" --batch 4 > /dev/full", 1, "",
        "cannot write to standard output: no space is left on the disk"},
    {"\"$L\" --batch 4 >&-", 1, "", "cannot write to standard output"},
    {"\"$L\" --batch -o /dev/full 4", 1, NULL, "cannot write: no space is left on the disk"},
    {"\"$L\" --batch -o no/such/folder/x 4", 1, NULL, "no/such/folder/x: error: cannot write"},
    {"\"$L\" --batch -o page 4 && cat page", 0, "= 1.8811", NULL},
    {"printf '\\033[31m' > esc.md; \"$L\" --batch esc.md 2>&1 | tr -d '\\n' | grep -q "
     "'[[:cntrl:]]' || "
     "echo clean",
        0, "clean", NULL},
};

START_TEST(cases)
{
    struct result r = sh(CASES[_i].command);
    ck_assert_msg(
        r.status == CASES[_i].status, "%s: exit %d\n%s", CASES[_i].command, r.status, r.err);
    if (CASES[_i].out == NULL) {
        ck_assert_msg(r.out[0] == '\0', "%s printed %s", CASES[_i].command, r.out);
    } else {
        ck_assert_msg(strstr(r.out, CASES[_i].out) != NULL, "%s: no '%s' in\n%.3000s",
            CASES[_i].command, CASES[_i].out, r.out);
    }
    if (CASES[_i].err == NULL) {
        ck_assert_msg(r.err[0] == '\0', "%s said %s", CASES[_i].command, r.err);
    } else {
        ck_assert_msg(strstr(r.err, CASES[_i].err) != NULL, "%s: no '%s' in\n%.3000s",
            CASES[_i].command, CASES[_i].err, r.err);
    }
    done(&r);
}
END_TEST

/* A file is replaced whole or left alone, keeps its permissions, and a link stays a link. */
START_TEST(output_is_atomic)
{
    struct result r = sh("printf old > f; chmod 640 f; ln -s f link; \"$L\" --batch -o link 4");
    ck_assert_int_eq(r.status, 0);
    done(&r);
    r = sh("grep -c 1.8811 f; stat -c %a f; test -L link && echo link; ls | grep -c '^f\\.'; true");
    ck_assert_msg(strstr(r.out, "640\nlink\n0\n") != NULL, "%s", r.out);
    done(&r);
    r = sh(
        "printf old > g; (ulimit -f 1; \"$L\" --batch -o g); echo $?; cat g; ls | grep -c '^g\\.'; "
        "true");
    ck_assert_msg(
        strncmp(r.out, "0\n", 2) != 0 && strstr(r.out, "\nold0\n") != NULL, "%s%s", r.out, r.err);
    done(&r);
}
END_TEST

/* A run that is stopped, by whatever ends a program, leaves nothing behind. */
START_TEST(stopped_output_leaves_nothing)
{
    static const char *const stops[][2] = {
        {"TERM", "143\nold0\n"}, {"USR1", "138\nold0\n"}, {"ALRM", "142\nold0\n"}};
    for (size_t i = 0; i < sizeof stops / sizeof *stops; i++) {
        char command[512];
        (void)snprintf(command, sizeof command,
            "ulimit -c 0; rm -f p; mkfifo p; printf old > h; \"$L\" --batch -o h - < p & "
            "exec 3> p; until ls | grep -q '^h\\.'; do :; done; kill -%s $!; wait $!; echo $?; "
            "cat h; ls | grep -c '^h\\.'; true",
            stops[i][0]);
        struct result r = sh(command);
        ck_assert_msg(strcmp(r.out, stops[i][1]) == 0, "%s: %s%s", stops[i][0], r.out, r.err);
        done(&r);
    }
}
END_TEST

/* A reader that has seen enough is no reason to complain, but not success either. */
START_TEST(broken_pipe_is_quiet)
{
    struct result r = sh("{ \"$L\" --batch; echo $? > code; } | head -n 1; cat code");
    ck_assert_msg(strstr(r.out, "\n1\n") != NULL || strstr(r.out, "\n0\n") != NULL, "%s", r.out);
    ck_assert_str_eq(r.err, "");
    done(&r);
}
END_TEST

/* The page does not depend on the environment. */
START_TEST(same_bytes_in_every_locale)
{
    struct result r =
        sh("for l in C C.UTF-8 de_DE.UTF-8 tr_TR.UTF-8; do LC_ALL=$l \"$L\" --batch | cksum; "
           "LC_ALL=$l \"$L\" --batch -f json | cksum; done | sort | uniq -c | wc -l");
    ck_assert_str_eq(r.out, "2\n");
    done(&r);
}
END_TEST

START_TEST(ascii_is_ascii)
{
    struct result r = sh("\"$L\" --batch --ascii | LC_ALL=C tr -d '\\n\\f -~' | wc -c; "
                         "\"$L\" --batch -f json --ascii | LC_ALL=C tr -d '\\n -~' | wc -c");
    ck_assert_str_eq(r.out, "0\n0\n");
    done(&r);
}
END_TEST

/* What is typed (plain/NAME.in), and every byte of the answer (plain/NAME.out). With
 * LOSSWALK_REWRITE_PLAIN set the answers are replaced by what the program says; then read them. */
static const struct {
    const char *name, *arguments;
} SCRIPTS[] = {
    {"first-lesson", "--no-questions sparse-labels"},
    {"questions", "sparse-labels"},
    {"choices", "binary-sigmoid"},
    {"revealed", "sequences"},
    {"no-questions", "--no-questions log-price"},
    {"masked", "--no-questions padding-left-out"},
    {"list", ""},
    {"ascii", "--ascii route-textbook"},
    {"what-if", "sparse-labels"},
    {"shifted", "\"$T/../cli/plain/shifted.md\""},
    {"until", "--no-questions softmax"},
    {"task", "\"$T/task.md\""},
    {"curve", "binary-sigmoid"},
    {"pictures", "\"$T/pictures.md\""},
    {"changes", "--no-questions gradient"},
    {"compared", "--no-questions \"$T/../facts/keras-perfect-row.md\""},
    {"averaged", "--no-questions \"$T/../facts/keras-weights-last.md\""},
    {"maths", "\"$T/maths.md\""},
    {"maths-ascii", "--ascii \"$T/maths.md\""},
    {"formulas", "\"$T/formulas.md\""},
    {"formulas-ascii", "--ascii \"$T/formulas.md\""},
};

START_TEST(every_plain_script_is_run)
{
    struct result r = sh("cd \"$T/../cli/plain\" && ls *.in");
    size_t count = 0;
    for (const char *at = r.out; *at != '\0'; at++) {
        count += *at == '\n';
    }
    ck_assert_uint_eq(count, sizeof SCRIPTS / sizeof *SCRIPTS);
    done(&r);
}
END_TEST

START_TEST(plain_scripts)
{
    char command[1024];
    const char *name = SCRIPTS[_i].name;
    bool rewrite = getenv("LOSSWALK_REWRITE_PLAIN") != NULL;
    (void)snprintf(command, sizeof command,
        "D='%s/cli/plain'; export LC_ALL=C.UTF-8; rm -rf state; "
        "\"$L\" --plain %s < \"$D/%s.in\" > plain.out || exit 9; %s plain.out \"$D/%s.out\"",
        TEST_SOURCE_DIR, SCRIPTS[_i].arguments, name, rewrite ? "cp" : "diff -u", name);
    struct result r = sh(command);
    ck_assert_msg(r.status == 0, "%s: exit %d\n%s%s", name, r.status, r.out, r.err);
    ck_assert_str_eq(r.err, "");
    done(&r);
}
END_TEST

/* Whatever is typed, and whatever files are called, nothing but text and line feeds comes out. */
START_TEST(plain_writes_no_control_bytes)
{
    struct result r =
        sh("export LC_ALL=C.UTF-8; rm -rf state; "
           "n=$(printf 'e\\033[31m\\302\\233.md'); "
           "cp \"$LOSSWALK_LESSONS/04-sparse-labels.md\" \"$n\"; "
           "{ printf 'why \\033[2J x\\nopen \\033]0;x\\007\\n\\033[A\\ngo \\302\\205\\n'; "
           "head -c 20000 /dev/urandom; printf '\\nlist \\033\\nlist\\n\\n'; } | "
           "\"$L\" --plain \"$n\" > plain.out; echo $?; "
           "LC_ALL=C tr -d '\\n' < plain.out | LC_ALL=C grep -c '[[:cntrl:]]'; "
           "LC_ALL=C grep -c \"$(printf '\\302\\233')\" plain.out; true");
    ck_assert_str_eq(r.out, "0\n0\n0\n");
    done(&r);
}
END_TEST

/* A step that the reader knows is read whole: at its last part, and with the text of the step. */
START_TEST(plain_reads_the_text_of_a_known_step)
{
    struct result r = sh("rm -rf state; printf 'next\\nnext\\nnext\\nnext\\n' | "
                         "\"$L\" --plain --no-questions digits");
    ck_assert_int_eq(r.status, 0);
    ck_assert_ptr_null(strstr(r.out, "Part 1 of 5, row maximum."));
    ck_assert_ptr_nonnull(strstr(r.out, "Part 5 of 5, softmax."));
    ck_assert_ptr_nonnull(strstr(r.out, "Most rows have one number near 1 and nine near 0."));
    done(&r);
}
END_TEST

/* Lessons are read as they were left, by the next run and by --list. */
START_TEST(plain_remembers)
{
    struct result r =
        sh("rm -rf state; printf 'go 4\\n' | \"$L\" --plain sparse-labels > plain.out && "
           "printf 'go loss\\nlist padding\\n' | \"$L\" --plain padding-left-out > plain.out && "
           "\"$L\" --list | grep -E ' (sparse-labels|padding-left-out)  ' && "
           "\"$L\" --plain sparse-labels < /dev/null | tail -n 1 && grep -c path= "
           "state/losswalk/progress");
    ck_assert_int_eq(r.status, 0);
    ck_assert_ptr_nonnull(strstr(r.out, "step 4 of 6"));
    ck_assert_ptr_nonnull(strstr(r.out, "done"));
    ck_assert_ptr_nonnull(strstr(r.out, "You left this lesson at step 4 of 6."));
    ck_assert_ptr_nonnull(strstr(r.out, "\n2\n"));
    done(&r);
}
END_TEST

/* Whatever is in the way of progress, the lessons open. */
START_TEST(plain_works_without_progress)
{
    struct result r = sh("rm -rf state; mkdir -p state; echo > state/losswalk; "
                         "echo quit | \"$L\" --plain sparse-labels");
    ck_assert_int_eq(r.status, 0);
    ck_assert_ptr_nonnull(strstr(r.out, "Lesson 4"));
    ck_assert_ptr_nonnull(strstr(r.err, "warning: progress cannot be saved"));
    done(&r);
    r = sh("rm -rf state; mkdir -p state/losswalk; echo 'losswalk progress 9' > "
           "state/losswalk/progress; "
           "echo | \"$L\" --plain sparse-labels && cat state/losswalk/progress");
    ck_assert_int_eq(r.status, 0);
    ck_assert_ptr_nonnull(strstr(r.out, "Row s1: cat 2"));
    ck_assert_ptr_nonnull(strstr(r.out, "\nlosswalk progress 9\n"));
    ck_assert_ptr_nonnull(strstr(r.err, "newer losswalk"));
    done(&r);
    r = sh("rm -rf state; unset XDG_STATE_HOME HOME; echo | \"$L\" --plain sparse-labels");
    ck_assert_int_eq(r.status, 0);
    ck_assert_str_eq(r.err, "");
    done(&r);
}
END_TEST

/* A signal ends it with its own status, when the place in the lesson is written down. */
START_TEST(plain_ends_by_signal)
{
    static const char *const signals[][2] = {{"TERM", "143\n"}, {"HUP", "129\n"}};
    char command[512];
    (void)snprintf(command, sizeof command,
        "rm -rf state typed said; mkfifo typed said; \"$L\" --plain sparse-labels < typed > said & "
        "p=$!; "
        "exec 7> typed 8< said; printf 'go 3\\n' >&7; "
        "while read -r line <&8; do case $line in 'For example'*) break ;; esac; done; "
        "kill -%s $p; wait $p; echo $?; grep -c 'step=3 ' state/losswalk/progress",
        signals[_i][0]);
    struct result r = sh(command);
    ck_assert_msg(strncmp(r.out, signals[_i][1], 4) == 0, "%s", r.out);
    ck_assert_ptr_nonnull(strstr(r.out, "\n1\n"));
    done(&r);
}
END_TEST

/* Also when nobody reads its answer, or it is still at work: not at once, but soon. */
START_TEST(plain_ends_by_signal_at_work)
{
    struct result r = sh("rm -f full; mkfifo full; exec 8<> full; yes help | head -n 20000 | "
                         "\"$L\" --plain > full & p=$!; read -r line <&8; "
                         "kill -TERM $p; wait $p; echo $?");
    ck_assert_str_eq(r.out, "143\n");
    done(&r);
    r = sh("mkfifo stop; \"$L\" --batch - < stop & p=$!; exec 8> stop; kill -TERM $p; wait $p; "
           "echo $?");
    ck_assert_str_eq(r.out, "143\n");
    done(&r);
}
END_TEST

/* Right answers count in the list of the next run, told ones do not. */
START_TEST(plain_keeps_the_score)
{
    struct result r =
        sh("rm -rf state; printf 'go row_sum\\n\\nowl\\ngo product\\n\\n\\n' | "
           "\"$L\" --plain sparse-labels > plain.out && echo 'list sparse' | \"$L\" --plain && "
           "grep -c 'solved=1 revealed=1 ' state/losswalk/progress");
    ck_assert_int_eq(r.status, 0);
    ck_assert_ptr_nonnull(
        strstr(r.out, "step 5 of 6, 1 of 3 questions solved, 1\nat the first try."));
    done(&r);
}
END_TEST

Suite *make_suite(void)
{
    Suite *suite = suite_create("command line");
    TCase *tests = tcase_create("command line");
    tcase_add_unchecked_fixture(tests, shell_start, shell_stop);
    tcase_add_loop_test(tests, cases, 0, sizeof CASES / sizeof *CASES);
    tcase_add_test(tests, every_plain_script_is_run);
    tcase_add_loop_test(tests, plain_scripts, 0, sizeof SCRIPTS / sizeof *SCRIPTS);
    tcase_add_test(tests, plain_writes_no_control_bytes);
    tcase_add_test(tests, plain_reads_the_text_of_a_known_step);
    tcase_add_test(tests, plain_remembers);
    tcase_add_test(tests, plain_works_without_progress);
    tcase_add_loop_test(tests, plain_ends_by_signal, 0, 2);
    tcase_add_test(tests, plain_ends_by_signal_at_work);
    tcase_add_test(tests, plain_keeps_the_score);
    tcase_add_test(tests, output_is_atomic);
    tcase_add_test(tests, stopped_output_leaves_nothing);
    tcase_add_test(tests, broken_pipe_is_quiet);
    tcase_add_test(tests, same_bytes_in_every_locale);
    tcase_add_test(tests, ascii_is_ascii);
    suite_add_tcase(suite, tests);
    return suite;
}
