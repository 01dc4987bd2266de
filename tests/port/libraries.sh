# The libraries that the program and its tests are linked with, made for another machine from Debian's source packages.
# The caller sets $root and $place, and has say.
# shellcheck shell=sh
# shellcheck disable=SC2154  # the caller sets them

# The tool chain of a target, as the first part of its commands' names; nothing for one that is not known.
tools_of() {
    case $1 in
    musl) echo musl ;;
    i686) echo i686-linux-gnu ;;
    armhf) echo arm-linux-gnueabihf ;;
    powerpc) echo powerpc-linux-gnu ;;
    s390x) echo s390x-linux-gnu ;;
    esac
}

# What runs a target's programs here, if it is not this processor itself.
runner_of() {
    case $1 in
    musl) ;;
    i686) case $(uname -m) in x86_64) ;; *) echo qemu-i386 ;; esac ;;
    armhf) echo qemu-arm ;;
    powerpc) echo qemu-ppc ;;
    s390x) echo qemu-s390x ;;
    esac
}

# How Meson names a target's processor, and the order of its bytes.
machine_of() {
    case $1 in
    musl) echo "$(uname -m | sed 's/^arm64$/aarch64/') little" ;;
    i686) echo 'x86 little' ;;
    armhf) echo 'arm little' ;;
    powerpc) echo 'ppc big' ;;
    s390x) echo 's390x big' ;;
    esac
}

# Debian's sources of the libraries, beside what this machine has of the package lists: in $place/sources. apt
# checks their signatures.
fetch_sources() {
    [ ! -e "$place/sources/complete" ] || return 0
    rm -rf "$place/sources"
    mkdir -p "$place/sources/lists/partial"
    # shellcheck disable=SC2016  # apt's own variables
    apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' 'Origin: Debian' |
        sort -u | awk '{ print "deb-src", $1, $2, $3 }' >"$place/sources/list"
    (
        cd "$place/sources"
        own_apt() {
            apt-get -qq -o APT::Sandbox::User=root -o Dir::Etc::SourceList="$place/sources/list" \
                -o Dir::Etc::SourceParts=/dev/null -o Dir::State::Lists="$place/sources/lists" "$@"
        }
        own_apt update && own_apt source --tar-only --download-only libyaml md4c utf8proc ncurses check jansson
    ) >"$place/sources.log" 2>&1 || return 1
    for archive in "$place"/sources/*.orig.tar.*z; do
        tar -xf "$archive" -C "$place/sources" || return 1
    done
    touch "$place/sources/complete"
}

# archive NAME FOLDER FLAGS: the C files of a folder as the library NAME, with its headers.
archive() {
    mkdir -p "objects/$1"
    for file in "$2"/*.c; do
        # shellcheck disable=SC2086  # flags are words
        "$tools-gcc" -O2 -I"$2" $3 -c "$file" -o "objects/$1/$(basename "$file" .c).o" || return 1
    done
    ar rcs "lib/lib$1.a" "objects/$1"/*.o && cp "$2"/*.h include/
}

# describe NAME VERSION LIBRARIES [FLAGS]: what pkg-config says of it.
describe() {
    printf 'Name: %s\nDescription: %s\nVersion: %s\nLibs: -L%s %s\nCflags: -I%s %s\n' \
        "$1" "$1" "$2" "$PWD/lib" "$3" "$PWD/include" "${4:-}" >"lib/pkgconfig/$1.pc"
}

# by_configure NAME OPTION...: a library's own configure, in objects/NAME.
by_configure() {
    name=$1
    shift
    case $tools in
    musl) host=$(uname -m)-linux-musl ;; # as a machine that has nothing of this one's C library
    *) host=$tools ;;
    esac
    mkdir -p "objects/$name"
    (cd "objects/$name" && sh "$place/sources/$name"-*/configure --host="$host" --build="$(uname -m)-linux-gnu" \
        CC="$tools-gcc" CFLAGS=-O2 --disable-shared "$@")
}

make_them() {
    sources=$place/sources
    make=${MAKE:-make}
    archive yaml "$sources"/libyaml-*/src "-I$(echo "$sources"/libyaml-*/include) -DYAML_VERSION_MAJOR=0 \
        -DYAML_VERSION_MINOR=2 -DYAML_VERSION_PATCH=5 -DYAML_VERSION_STRING=\"0.2.5\"" || return 1
    cp "$sources"/libyaml-*/include/yaml.h include/
    describe yaml-0.1 0.2.5 -lyaml
    mkdir -p objects/from
    cp "$sources"/md4c-*/src/md4c.[ch] objects/from/
    archive md4c objects/from -DMD4C_USE_UTF8 || return 1
    describe md4c 0.4.8 -lmd4c
    rm -r objects/from
    mkdir -p objects/from
    cp "$sources"/utf8proc-*/utf8proc.[ch] objects/from/
    cp "$sources"/utf8proc-*/utf8proc_data.c objects/from/data # which the other file includes
    sed -i 's/utf8proc_data.c/data/' objects/from/utf8proc.c
    archive utf8proc objects/from -DUTF8PROC_STATIC || return 1
    describe libutf8proc 2.8.0 -lutf8proc -DUTF8PROC_STATIC
    mkdir -p objects/jansson-config
    sed 's/@json_inline@/inline/; s/@json_have_[a-z_]*@/1/' "$sources"/jansson-*/src/jansson_config.h.in \
        >objects/jansson-config/jansson_config.h
    echo '#define INITIAL_HASHTABLE_ORDER 3' >objects/jansson-config/jansson_private_config.h
    archive jansson "$sources"/jansson-*/src "-Iobjects/jansson-config -DHAVE_STDINT_H -Dutf8_encode=jansson_utf8_encode" || return 1
    cp objects/jansson-config/*.h include/
    describe jansson 2.14 -ljansson
    by_configure check --disable-subunit && "$make" -s -C objects/check/lib && "$make" -s -C objects/check/src libcheck.la ||
        return 1
    cp objects/check/src/.libs/libcheck.a objects/check/lib/.libs/libcompat.a lib/
    cp objects/check/src/check.h "$sources"/check-*/src/check.h objects/check/check_stdint.h include/ 2>/dev/null || true
    describe check 0.15.2 '-lcheck -lcompat -lpthread'
    by_configure ncurses --enable-widec --with-build-cc=gcc --without-debug --without-cxx --without-cxx-binding \
        --without-ada --without-manpages --without-progs --without-tests --without-tack --with-default-terminfo-dir=/usr/share/terminfo \
        --with-terminfo-dirs=/etc/terminfo:/lib/terminfo:/usr/share/terminfo &&
        "$make" -s -C objects/ncurses/include && "$make" -s -C objects/ncurses/ncurses || return 1
    cp objects/ncurses/lib/libncursesw.a lib/
    mkdir -p include/curses
    cp objects/ncurses/include/*.h "$sources"/ncurses-*/include/*.h include/curses/
    describe ncursesw 6.4 -lncursesw "-I$PWD/include/curses"
}

# make_libraries TARGET: in $place/TARGET, with the file that tells Meson of the target.
make_libraries() {
    (
        tools=$(tools_of "$1")
        mkdir -p "$place/$1"
        cd "$place/$1" || exit 1
        [ ! -e complete ] || exit 0
        rm -rf lib include objects
        mkdir -p lib/pkgconfig include objects
        make_them >libraries.log 2>&1 || {
            tail -n 20 libraries.log
            exit 1
        }
        # shellcheck disable=SC2046  # two words
        set -- "$1" $(machine_of "$1")
        runner=$(runner_of "$1")
        cat >cross <<CROSS
[binaries]
c = '$tools-gcc'
ar = 'ar'
strip = 'strip'
pkgconfig = 'pkg-config'
pkg-config = 'pkg-config'
$([ -z "$runner" ] || echo "exe_wrapper = '$runner'")

[built-in options]
c_link_args = ['-static']
pkg_config_path = ''

[properties]
pkg_config_libdir = '$PWD/lib/pkgconfig'
needs_exe_wrapper = $([ -z "$runner" ] && echo false || echo true)

[host_machine]
system = 'linux'
cpu_family = '$2'
cpu = '$1'
endian = '$3'
CROSS
        touch complete
    )
}
