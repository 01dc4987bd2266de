#!/bin/sh
# Layers point one way: with the include path that the build gives a layer, no header of a higher layer can be
# found, and every header of its own can be read alone. Usage: upward.sh COMPILER SOURCE-FOLDER LAYER...
# shellcheck disable=SC2086  # $path is a list of options
set -eu
compiler=$1
cd "$2"
shift 2
path= # -I options; layer names have no spaces
checked=0
for layer in "$@"; do
    path="$path -I$layer"
    above=no
    for other in "$@"; do
        for header in "$other"/*.h; do
            name=${header##*/}
            case $name in
            # curses itself stays behind one file
            screen_curses.h) continue ;;
            esac
            if [ "$above" = yes ] && [ ! -e "$layer/$name" ]; then
                if printf '#include "%s"\n' "$name" |
                    "$compiler" -std=c17 -D_GNU_SOURCE -fsyntax-only -x c $path - 2>/dev/null; then
                    echo "$layer can include $other/$name"
                    exit 1
                fi
                checked=$((checked + 1))
            elif [ "$other" = "$layer" ]; then
                if ! printf '#include "%s"\n' "$name" |
                    "$compiler" -std=c17 -D_GNU_SOURCE -fsyntax-only -x c $path -; then
                    echo "$other/$name cannot be read alone"
                    exit 1
                fi
                checked=$((checked + 1))
            fi
        done
        if [ "$other" = "$layer" ]; then
            above=yes
        fi
    done
done
echo "$checked includes checked"
test "$checked" -gt 50
