# Shared by src/run and tests/run: configure and build into $root/.build.
# shellcheck shell=sh
# shellcheck disable=SC2154  # the caller sets $root

# take_lock NAME: wait until no other run holds the lock. The lock is a symbolic link, made in
# one step, that names its holder; a lock whose holder is gone is void.
take_lock() {
    lock=$root/.build/$1.lock
    mkdir -p "$root/.build"
    trap 'exit 130' INT
    trap 'exit 143' TERM HUP
    told=
    until ln -s "pid:$$" "$lock" 2>/dev/null; do
        holder=$(readlink "$lock" || true)
        if [ -n "$holder" ] && ! kill -0 "${holder#pid:}" 2>/dev/null; then
            rm -f "$lock"
            continue
        fi
        if [ ! -w "$root/.build" ]; then
            say "Cannot write to $root/.build"
            exit 1
        fi
        if [ -z "$told" ]; then
            say "Waiting for another run to finish building (process ${holder#pid:})."
            told=yes
        fi
        sleep 0.1 2>/dev/null || sleep 1
    done
    trap 'rm -f "$lock"' EXIT
}

release_lock() {
    rm -f "$lock"
    trap - EXIT INT TERM HUP
}

# quietly COMMAND...: run it; show its output, on stderr, only if it fails.
quietly() {
    if output=$("$@" 2>&1 </dev/null); then
        return 0
    else
        status=$?
        say "$output"
        return "$status"
    fi
}

# configure NAME OPTION...: have Meson set up .build/NAME, once for the same options. A build
# folder remembers where it was made, so one that was moved is made again.
configure() {
    folder=$root/.build/$1
    shift
    wanted="$root ${CC:-} $*"
    if [ -f "$folder/build.ninja" ] && [ "$(cat "$folder/configured" 2>/dev/null)" = "$wanted" ]; then
        return 0
    fi
    case $(meson --version) in
    0.*)
        say "Meson $(meson --version) is too old: 1.0 or newer is needed."
        return 1
        ;;
    esac
    rm -rf "$folder"
    quietly meson setup "$@" "$folder" "$root" || return
    printf '%s\n' "$wanted" >"$folder/configured"
}

# build NAME TARGET...
build() {
    folder=$root/.build/$1
    shift
    quietly ninja -C "$folder" "$@"
}
