# Shared by src/run and tests/run: what building needs, and how each system names it.
# shellcheck shell=sh

# One line per requirement, and its package for each package manager. A requirement is a
# command, a library known to pkg-config, a C header, a flag of gcc or clang, a Python module, a file that TeX finds, or
# the source of a locale, the description of a terminal. "-": that system has it anyway, or does not offer it.
requirements_for_building() {
    cat <<'TABLE'
# requirement              apt-get          dnf                 apk                pacman       brew
command:cc                 gcc              gcc                 build-base         gcc          gcc
command:meson              meson            meson               meson              meson        meson
command:ninja              ninja-build      ninja-build         samurai            ninja        ninja
command:pkg-config         pkg-config       pkgconf-pkg-config  pkgconf            pkgconf      pkgconf
command:msgfmt             gettext          gettext             gettext            gettext      gettext
library:ncursesw           libncurses-dev   ncurses-devel       ncurses-dev        ncurses      ncurses
library:yaml-0.1           libyaml-dev      libyaml-devel       yaml-dev           libyaml      libyaml
library:md4c               libmd4c-dev      md4c-devel          md4c-dev           md4c         md4c
library:libutf8proc        libutf8proc-dev  utf8proc-devel      utf8proc-dev       libutf8proc  utf8proc
TABLE
}

# What ./tests/run uses. Without one of these the rest is still tested.
requirements_for_testing() {
    cat <<'TABLE'
command:gcc                gcc              gcc                 gcc                gcc          gcc
command:clang              clang            clang               clang              clang        llvm
clang-flag:-fprofile-instr-generate libclang-rt-dev compiler-rt compiler-rt         compiler-rt  llvm
command:llvm-cov           llvm             llvm                llvm               llvm         llvm
command:llvm-profdata      llvm             llvm                llvm               llvm         llvm
command:clang-format       clang-format     clang-tools-extra   clang-extra-tools  clang        clang-format
command:shellcheck         shellcheck       ShellCheck          shellcheck         shellcheck   shellcheck
flag:-fsanitize=address    gcc              libasan             -                  gcc-libs     -
flag:-fsanitize=undefined  gcc              libubsan            -                  gcc-libs     -
library:check              check            check-devel         check-dev          check        check
library:vterm              libvterm-dev     libvterm-devel      libvterm-dev       libvterm     libvterm
library:jansson            libjansson-dev   jansson-devel       jansson-dev        jansson      jansson
python:numpy               python3-numpy    python3-numpy       py3-numpy          python-numpy numpy
python:nbformat            python3-nbformat python3-nbformat   -                  python-nbformat -
python:yaml                python3-yaml     python3-pyyaml      py3-yaml           python-yaml  pyyaml
python:jsonschema          python3-jsonschema python3-jsonschema py3-jsonschema    python-jsonschema -
command:cmark-gfm          cmark-gfm        -                   -                  -            cmark-gfm
command:mandoc             mandoc           mandoc              mandoc             mandoc       mandoc
terminal:konsole           ncurses-term     ncurses-term        ncurses-terminfo   ncurses      -
locale:de_DE               locales          glibc-locale-source -                  -            -
TABLE
}

# What ./tests/run --slow uses besides.
requirements_for_slow_testing() {
    cat <<'TABLE'
command:clang-tidy         clang-tidy       clang-tools-extra   clang-extra-tools  clang        llvm
command:cppcheck           cppcheck         cppcheck            cppcheck           cppcheck     cppcheck
TABLE
}

# What those steps use besides that read documents with large programs: a browser, TeX, torch and TensorFlow.js.
requirements_for_documents() {
    cat <<'TABLE'
python:torch               python3-torch    python3-torch       py3-pytorch        python-pytorch pytorch
command:node               nodejs           nodejs              nodejs             nodejs       node
command:npm                npm              nodejs-npm          npm                npm          node
command:pandoc             pandoc           pandoc              pandoc-cli         pandoc-cli   pandoc
command:chromium           chromium         chromium            chromium           chromium     -
command:chromedriver       chromium-driver  chromedriver        chromium-chromedriver -         -
command:ssconvert          gnumeric         gnumeric            gnumeric           gnumeric     gnumeric
command:pdftotext          poppler-utils    poppler-utils       poppler-utils      poppler      poppler
command:pdflatex           texlive-latex-recommended texlive-latex  texlive       texlive-latexrecommended texlive
command:xelatex            texlive-xetex    texlive-xetex       texlive-xetex      texlive-xetex texlive
tex:beamer.cls             texlive-latex-recommended texlive-beamer texlive        texlive-latexrecommended -
tex:pzdr.tfm               texlive-fonts-recommended texlive-collection-fontsrecommended texlive texlive-fontsrecommended -
tex:lmodern.sty            lmodern          texlive-lm          texlive            texlive-fontsrecommended -
tex:xeCJK.sty              texlive-lang-chinese texlive-xecjk   texlive            texlive-langchinese -
TABLE
}

say() {
    printf '%s\n' "$*" >&2
}

# Homebrew keeps some libraries out of the way of the system's own.
use_homebrew_libraries() {
    if [ "$(uname -s)" = Darwin ] && command -v brew >/dev/null; then
        brew_prefix=${HOMEBREW_PREFIX:-$(brew --prefix)}
        PKG_CONFIG_PATH=$brew_prefix/opt/ncurses/lib/pkgconfig${PKG_CONFIG_PATH:+:$PKG_CONFIG_PATH}
        CPATH=$brew_prefix/include${CPATH:+:$CPATH}
        LIBRARY_PATH=$brew_prefix/lib${LIBRARY_PATH:+:$LIBRARY_PATH}
        PATH=$PATH:$brew_prefix/opt/llvm/bin
        export PKG_CONFIG_PATH CPATH LIBRARY_PATH PATH
    fi
}

# The first Python that has a module: prints its name.
python_with() {
    for python in python3 /usr/bin/python3; do
        if "$python" -c "import $1" 2>/dev/null; then
            echo "$python"
            return 0
        fi
    done
    return 1
}

# links COMPILER FLAG: does a program come out?
links() {
    echo 'int main(void) { return 0; }' | "$1" "$2" -x c -o /dev/null - >/dev/null 2>&1
}

# Is this requirement there?
is_there() {
    case $1 in
    command:cc) command -v "${CC:-cc}" >/dev/null ;;
    command:*) command -v "${1#*:}" >/dev/null ;;
    python:*) python_with "${1#*:}" >/dev/null ;;
    tex:*) kpsewhich "${1#*:}" >/dev/null 2>&1 ;;
    library:*) pkg-config --exists "${1#*:}" 2>/dev/null ;;
    header:*) printf '#include <%s>\n' "${1#*:}" | "${CC:-cc}" -E - >/dev/null 2>&1 ;;
    flag:*) links gcc "${1#*:}" ;;
    clang-flag:*) links clang "${1#*:}" ;;
    terminal:*) infocmp "${1#*:}" >/dev/null 2>&1 ;;
    locale:*) [ -e "/usr/share/i18n/locales/${1#*:}" ] || [ -e "/usr/share/i18n/locales/${1#*:}.gz" ] ;;
    esac
}

package_manager() {
    for manager in apt-get dnf apk pacman brew; do
        if command -v "$manager" >/dev/null; then
            echo "$manager"
            return
        fi
    done
}

# Read a table; print "requirement package" for what is missing and has a package here (or,
# without a known package manager, for all that is missing but the locale: tests can do
# without).
list_missing() {
    while read -r requirement apt dnf apk pacman brew; do
        case $requirement in '#'*) continue ;; esac
        if is_there "$requirement"; then
            continue
        fi
        case $1 in
        apt-get) package=$apt ;;
        dnf) package=$dnf ;;
        apk) package=$apk ;;
        pacman) package=$pacman ;;
        brew) package=$brew ;;
        *) case $requirement in locale:*) package=- ;; *) package=unknown ;; esac ;;
        esac
        if [ "$package" != - ]; then
            echo "$requirement $package"
        fi
    done
}

# The commands that install packages, as words of the shell: to be run, or to be told.
install_command() {
    case $manager in
    apt-get) echo "apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $*" ;;
    dnf) echo "dnf install -y -q $*" ;;
    apk) echo "apk add -q $*" ;;
    pacman) echo "pacman -Sy --noconfirm --needed $*" ;;
    brew) echo "brew install -q $*" ;;
    esac
}

# Installs packages. What the package manager says goes to a log, which is shown only if it fails.
install_packages() {
    command=$(install_command "$@")
    if [ "$(id -u)" -eq 0 ] || [ "$manager" = brew ]; then
        set -- sh -c "$command"
    elif command -v sudo >/dev/null; then
        say "(sudo may ask for your password.)"
        set -- sudo sh -c "$command"
    else
        say "Installing needs root, and there is no sudo. As root, run: $command"
        return 1
    fi
    log=$(mktemp) || return 1
    if "$@" </dev/null >"$log" 2>&1; then
        rm -f "$log"
        return 0
    fi
    cat "$log" >&2
    rm -f "$log"
    say "$manager could not install them. The command was: $command"
    return 1
}

# install_missing TABLE_FUNCTION: see that everything in the table is there. False, and said so, if not all of it is;
# $missing then holds the requirements that are not, one a line.
install_missing() {
    use_homebrew_libraries
    manager=$(package_manager)
    missing=$("$1" | list_missing "$manager")
    if [ -z "$missing" ]; then
        return 0
    fi
    names=$(echo "$missing" | cut -d ' ' -f 1 | tr '\n' ' ')
    say "Missing: $names"
    if [ -z "$manager" ]; then
        say "No known package manager (apt-get, dnf, apk, pacman, brew) here: please install them."
        return 1
    fi
    packages=$(echo "$missing" | cut -d ' ' -f 2 | sort -u | tr '\n' ' ')
    say "Installing with $manager: $packages"
    # Package names hold no spaces. The program's input must not be read by the installer.
    # shellcheck disable=SC2086
    install_packages $packages || true
    missing=$("$1" | list_missing "$manager" | cut -d ' ' -f 1)
    if [ -n "$missing" ]; then
        say "Still missing: $(echo "$missing" | tr '\n' ' ')"
        return 1
    fi
}
