# Shared by what is tried in bare Debian systems. The caller sets $root, $place and $work, and has a function `bring`.
# shellcheck shell=sh
# shellcheck disable=SC2154  # the caller sets them

passed=0
failed=0
suite=

say() {
    printf '%s\n' "$*"
}

# check NAME COMMAND...: the command is one test; what it prints is shown if it fails.
check() {
    name=$1
    shift
    if "$@" >"$place/check.log" 2>&1; then
        passed=$((passed + 1))
        say "ok      $suite: $name"
    else
        failed=$((failed + 1))
        say "FAILED  $suite: $name"
        tail -n 40 "$place/check.log" | sed 's/^/        /'
    fi
}

# The first package source of this machine that is Debian's own.
package_source() {
    # shellcheck disable=SC2016  # apt's own variable
    apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Origin: Debian' |
        grep -v security | head -n 1
}

# A fresh copy of the bare system, with what the caller's `bring FOLDER` puts into its folder $work.
lay_out() {
    if [ ! -e "$place/$suite.base/made" ]; then
        rm -rf "$place/$suite.base"
        debootstrap --variant=minbase "$suite" "$place/$suite.base" "$(package_source)" >"$place/$suite.debootstrap.log" 2>&1 || {
            tail -n 20 "$place/$suite.debootstrap.log"
            return 1
        }
        touch "$place/$suite.base/made"
    fi
    rm -rf "${place:?}/$suite"
    cp -a "$place/$suite.base" "$place/$suite"
    cp /etc/resolv.conf "$place/$suite/etc/resolv.conf"
    mkdir -p "$place/$suite/$work"
    bring "$place/$suite/$work"
    chroot "$place/$suite" useradd -d /home/somebody somebody
    chroot "$place/$suite" chown -R somebody: /home/somebody
}

# within USER COMMAND: in the system, in the folder $work, with nothing of this machine's environment. Its
# mounts end with the command.
within() {
    # shellcheck disable=SC2016  # for the inner shell
    unshare --mount --pid --fork sh -c '
        mount -t proc proc "$1/proc" && mount --rbind /dev "$1/dev" &&
            exec env -i HOME="/home/$2" PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin TERM=dumb \
                chroot --userspec="$2" "$1" sh -c "cd \"$4\" && $3"' \
        sh "$place/$suite" "$1" "$2" "$work" </dev/null
}

# A command whose output has these words.
says() {
    answer=$(within "$1" "$2" 2>&1) || {
        say "$answer"
        return 1
    }
    say "$answer"
    say "$answer" | grep -qF -- "$3"
}

# for_each COMMAND SUITE...: for each system, in $suite; then the counts, and the exit status.
for_each() {
    tried=$1
    shift
    if [ "$(id -u)" -ne 0 ] || ! command -v debootstrap >/dev/null || ! command -v unshare >/dev/null; then
        say "This needs root, debootstrap and unshare (util-linux)."
        exit 2
    fi
    mkdir -p "$place"
    for suite in "$@"; do
        say "--      $suite"
        if lay_out; then
            "$tried"
        else
            failed=$((failed + 1))
            say "FAILED  $suite: making the system"
        fi
    done
    say "$passed passed, $failed failed"
    [ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
}
