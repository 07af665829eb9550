#!/bin/sh
# Install what is missing, and only that:
#   setup.sh run     Python packages that the market needs to run
#   setup.sh tests   those of developers, and the servers and the browser of the tests
set -eu
cd "$(dirname "$0")/.."
what=${1:-run}

# Debian builds its Python for speed. Another one that stands before it in the PATH (pyenv, say, which builds without
# optimising) may need a quarter more for every page.
is_new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }
python=${PYTHON:-}
if [ -z "$python" ]; then
    python=python3
    ! is_new_enough /usr/bin/python3 || python=/usr/bin/python3
fi

say() { printf '%s\n' "$*" >&2; }

# Install Debian packages, as root or through sudo.
install_packages() {
    say "Installing from Debian: $*"
    as_root=
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || { say "Please install as root: apt-get install $*"; exit 1; }
        as_root=sudo
    fi
    command -v apt-get >/dev/null || { say "Please install these with your system's package manager: $*"; exit 1; }
    export DEBIAN_FRONTEND=noninteractive
    # A stale package list is the common reason for a failed install on a new machine.
    $as_root apt-get -qq -o DPkg::Lock::Timeout=300 update >/dev/null || true
    $as_root apt-get -qq -y -o DPkg::Lock::Timeout=300 --no-install-recommends install "$@" >/dev/null
}

missing=
need() { # need PACKAGE TEST…: remember the package when the test fails
    package=$1
    shift
    "$@" >/dev/null 2>&1 || missing="$missing $package"
}

has_postgres() { ls /usr/lib/postgresql/*/bin/initdb; }

# An installation that was interrupted may have left half a package that looks like a whole one.
[ ! -e .venv/installing ] || rm -rf .venv

if [ ! -x .venv/bin/python ]; then
    need python3 command -v "$python"
    need python3-venv "$python" -c 'import ensurepip, venv'
fi
# PDFs are laid out by Pango, in fonts that know the scripts of our countries.
has_library() { "$python" -c 'import ctypes, sys; ctypes.CDLL(sys.argv[1])' "$1"; }
has_font() { [ -n "$(fc-list "$1")" ]; }
need libpangoft2-1.0-0 has_library libpangoft2-1.0.so.0
need libharfbuzz-subset0 has_library libharfbuzz-subset.so.0
need fontconfig command -v fc-list
need fonts-noto-core has_font "Noto Sans"
need fonts-noto-cjk has_font "Noto Sans CJK SC"
if [ "$what" = tests ]; then
    need postgresql has_postgres
    need redis-server command -v redis-server
    need chromium command -v chromium
    need gettext command -v msgfmt
fi
# shellcheck disable=SC2086  # one package a word
[ -z "$missing" ] || install_packages $missing

is_new_enough "$python" || {
    say "Python 3.11 or newer is needed; $python is $("$python" -V 2>&1). Set PYTHON to another one."
    exit 1
}

[ -x .venv/bin/pip ] || "$python" -m venv .venv

if [ "$what" = tests ]; then file=requirements-dev.txt; else file=requirements.txt; fi
touch .venv/installing
# Hashes make sure that what is installed is what was tried.
.venv/bin/pip install --quiet --quiet --disable-pip-version-check --no-input --require-hashes --requirement "$file"
rm .venv/installing
# What a developer has is more than what running needs.
touch .venv/ready-to-run
[ "$what" != tests ] || touch .venv/ready-to-test
