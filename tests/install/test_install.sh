#!/bin/sh
# meson install into a folder of its own, and what is there then works from anywhere else:
#
#     test_install.sh MESON BUILD_FOLDER PREFIX SOURCE_FOLDER
set -eu

meson=$1
build=$2
prefix=$3
source=$4
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
passed=0
failed=0

# check NAME COMMAND...: the command is one check.
check() {
    name=$1
    shift
    if "$@"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAILED $name"
    fi
}

DESTDIR=$folder/root "$meson" install -C "$build" --no-rebuild --quiet >"$folder/log" 2>&1 || {
    cat "$folder/log"
    exit 1
}
# Moved, as a package is: nothing may remember where it was put together.
mv "$folder/root" "$folder/elsewhere"
top=$folder/elsewhere$prefix
program=$top/bin/losswalk
share=$top/share

# No lessons but the installed ones.
cd "$folder"
HOME=$folder/home
XDG_STATE_HOME=$folder/state
export HOME XDG_STATE_HOME
unset LOSSWALK_LESSONS XDG_DATA_HOME || true

has() { grep -q -- "$1" "$2"; }
renders() { man -l "$1" 2>/dev/null | col -b | grep -q "$2"; }
is_empty() { [ ! -s "$1" ]; }

"$program" --list >list 2>list.err || true
check 'it lists its lessons' has ' sparse-labels ' list
check 'and has no complaint' is_empty list.err
check 'it reads a lesson' "$program" --batch -o page sparse-labels
check 'and prints it' has '= 1.8811' page
check 'all lessons are in order' "$program" --check >report 2>&1
check 'their data were found' has 'lessons checked: 0 errors' report
check 'a new lesson' "$program" --new mine.md >next
check 'is in order' "$program" --check mine.md >report
check 'and said to be' has '1 lesson checked: 0 errors, 0 warnings' report
for page in man1/losswalk.1 man5/losswalk-lesson.5; do
    check "share/man/$page is there" [ -s "$share/man/$page" ]
done
if command -v man >/dev/null && command -v col >/dev/null; then
    check 'losswalk(1) renders' renders "$share/man/man1/losswalk.1" 'walk through one'
    check 'losswalk-lesson(5) renders' renders "$share/man/man5/losswalk-lesson.5" 'label_smoothing'
fi
for file in losswalk/lesson.schema.json:losswalk/data/lesson.schema.json \
    bash:bash-completion/completions/losswalk zsh:zsh/site-functions/_losswalk \
    fish:fish/vendor_completions.d/losswalk.fish guide:doc/losswalk/writing-lessons.md \
    licence-of-data:doc/losswalk/data.md licence:doc/losswalk/LICENSE; do
    check "${file%%:*} is there" [ -s "$share/${file#*:}" ]
done
check 'nothing that only the source needs' sh -c \
    "! find '$top' -name '*.py' -path '*make_*' -o -name README.md -path '*losswalk/lessons*' | grep ."

# A build folder far from the source, and one inside it, find the lessons; the program is put there as if built.
for place in "$folder/far from it" "$build/near"; do
    rm -rf "$place"
    check "$place is configured" "$meson" setup "$place" "$source" >log 2>&1
    cp "$build/src/losswalk" "$place/src/losswalk"
    "$place/src/losswalk" --list >list 2>list.err || true
    check "a program built in $place lists its lessons" has ' sparse-labels ' list
    rm -rf "$place"
done

echo "100%: Checks: $((passed + failed)), Failures: $failed, Errors: 0"
[ "$failed" -eq 0 ]
