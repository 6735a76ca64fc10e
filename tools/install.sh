#!/bin/sh
# Is .venv complete and in step with the locks, and if not, what makes it so?
#
#   sh tools/install.sh run    what `seatpact` needs to run
#   sh tools/install.sh dev    that, and what the checks and tests need
#   sh tools/install.sh bench  that, and the peers of the benchmarks, as far as there are any for this machine
#
# PYTHON=... chooses the interpreter. Prints nothing and touches nothing when there is nothing
# to do. POSIX sh, so that it works before anything is installed.
#
# The one idea: .venv/stamp says which locks were installed. It is removed before the first
# change and written after the last, so an install that was cut short at any point has no
# stamp, and the next call starts over. A lock keeps two installs apart.

set -eu

mode=${1:-}
case $mode in
run | dev | bench) ;;
*)
    echo "usage: sh tools/install.sh run|dev|bench" >&2
    exit 2
    ;;
esac

cd -- "$(dirname -- "$0")/.."
root=$(pwd)
stamp=.venv/stamp

# A shell set up for another project must not redirect where ours is installed.
unset PYTHONHOME PYTHONPATH PIP_USER PIP_TARGET PIP_PREFIX VIRTUAL_ENV
# uv is to use the interpreter chosen here, never to fetch one of its own.
export UV_PYTHON_DOWNLOADS=never PIP_DISABLE_PIP_VERSION_CHECK=1

fail() {
    printf 'seatpact: %s\n' "$@" >&2
    exit 1
}

# --- The stamp: "MODE VERSION CHECKSUM" -------------------------------------------------

# Covers every file that decides what is installed, and the place: a venv that was moved or
# copied along with its checkout still points to the old one.
checksum() {
    { printf '%s\n' "$root" && cat requirements/uv.txt requirements/run.txt \
        requirements/dev.txt requirements/bench.txt pyproject.toml tools/install.sh; } | cksum | tr ' ' '-'
}

version_of() {
    "$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null || true
}

read_stamp() {
    have_mode='' have_version='' have_sum=''
    if [ -r "$stamp" ]; then
        read -r have_mode have_version have_sum <"$stamp" || true
    fi
}

# Does the venv's own Python still start, as the version it was made with? Not after the
# system's Python was upgraded or removed. And is it the one that PYTHON= asks for?
venv_works() {
    [ -n "$have_version" ] || return 1
    [ "$(version_of .venv/bin/python)" = "$have_version" ] || return 1
    [ -z "${PYTHON:-}" ] || [ "$(version_of "$PYTHON")" = "$have_version" ]
}

up_to_date() {
    [ "$have_sum" = "$sum" ] || return 1
    case $have_mode:$mode in
    "$mode:$mode" | dev:run | bench:run | bench:dev) venv_works ;; # each includes those before it
    *) return 1 ;;
    esac
}

sum=$(checksum)
read_stamp
if up_to_date; then
    exit 0
fi

# --- Choosing an interpreter ------------------------------------------------------------

# Sets `python`, or ends with a sentence that says what to install.
choose_python() {
    without_venv='' too_old='' python=''
    if [ -n "${PYTHON:-}" ]; then
        set -- "$PYTHON"
    else
        set -- python3 python3.14 python3.13 python3.12 python3.11
    fi
    for candidate; do
        # Old enough to be understood by every Python there is, 2 included. Debian has venv
        # in python3 but ensurepip, which venv needs, in a package of its own.
        answer=$("$candidate" -c '
import sys
print("%d.%d.%d" % sys.version_info[:3])
if sys.version_info < (3, 11):
    print("old")
else:
    try:
        import ensurepip, venv
        print("good")
    except ImportError:
        print("no-venv")
' 2>/dev/null) || continue
        found=$(echo "$answer" | sed -n 1p)
        case $answer in
        *good)
            python=$candidate
            return 0
            ;;
        *no-venv) without_venv=${without_venv:-"$candidate ${found%.*}"} ;;
        *old) too_old=${too_old:-"$candidate is Python $found"} ;;
        esac
    done
    if [ -n "$without_venv" ]; then
        fail "${without_venv% *} has no venv module. Install it (Debian, Ubuntu: apt install python${without_venv##* }-venv), then run this again."
    fi
    need="needs Python 3.11 or newer"
    how="Install it (Debian, Ubuntu: apt install python3 python3-venv), or name one with PYTHON=/path/to/python3."
    if [ -n "$too_old" ]; then
        fail "$need, but $too_old. $how"
    elif [ -n "${PYTHON:-}" ]; then
        fail "$need, and PYTHON=$PYTHON does not start. $how"
    fi
    fail "$need, and no python3 was found. $how"
}

choose_python

# --- One install at a time --------------------------------------------------------------

# The kernel's lock on descriptor 9, which belongs to this shell and what it starts: it is
# gone when they are, so there is no stale lock to clean up, even after kill -9. It is taken
# through Python because flock(1) is not everywhere and Python has to be here anyway.
exec 9>.venv.lock
"$python" -c '
import fcntl, sys
try:
    fcntl.flock(9, fcntl.LOCK_EX | fcntl.LOCK_NB)
except OSError:
    print("seatpact: waiting for another install to finish ...", file=sys.stderr, flush=True)
    fcntl.flock(9, fcntl.LOCK_EX)
' || fail "could not lock .venv.lock; is this folder writable?"

# While we waited, the other install may have done our work.
read_stamp
if up_to_date; then
    exit 0
fi

# --- Installing -------------------------------------------------------------------------

# A stamped venv that works was once complete, so it is only brought up to date. One without
# a stamp may be broken in ways that no installer notices: it goes.
old_sum=$have_sum
if venv_works; then
    rm -f "$stamp"
else
    old_sum=''
    rm -rf .venv
    echo "seatpact: making .venv with $("$python" --version 2>&1) ..." >&2
    "$python" -m venv .venv ||
        fail "$python could not make a virtual environment in .venv; its message is above."
fi
version=$(version_of .venv/bin/python)
[ -n "$version" ] || fail "the Python in the new .venv does not start."

echo "seatpact: installing what '$mode' needs, from requirements/$mode.txt ..." >&2

# uv installs in a fraction of pip's time, but pip alone is enough: where uv has no build for
# this machine, or does not know the settings that pip has for reaching an index, pip does it.
have_uv=no
if .venv/bin/python -m pip install --quiet --require-hashes -r requirements/uv.txt; then
    have_uv=yes
fi

install() { # ARGUMENTS FOR BOTH uv pip install AND pip install ...
    if [ $have_uv = yes ]; then
        if .venv/bin/uv pip install --quiet --python .venv/bin/python "$@"; then
            return 0
        fi
        echo "seatpact: uv could not do it; trying pip ..." >&2
        have_uv=no
    fi
    .venv/bin/python -m pip install --quiet "$@"
}

lock=$mode
[ "$mode" != bench ] || lock=dev
install --require-hashes -r "requirements/$lock.txt" ||
    fail "could not install the locked dependencies; the messages above say why." \
        "This Python is $version, the locks are for 3.11 to 3.14. If the package index could not be reached, run this again later: it starts over."

# Without isolation, because an isolated build would fetch a build backend that no lock names.
# Skipped when only `dev` is added to a `run` of the same files: replacing the `seatpact`
# script could pull it from under a `make -j solve test`.
if [ "$old_sum" != "$sum" ]; then
    install --no-deps --no-build-isolation --editable . ||
        fail "could not install Seatpact itself; the messages above say why."
fi

# A peer may have no build for this machine. The benchmarks name it as missing, and the next call
# tries again: what is stamped is `dev`.
if [ "$mode" = bench ] && ! install --require-hashes -r requirements/bench.txt; then
    echo "seatpact: could not install the peers; the benchmarks will do without those that are missing." >&2
    mode=dev
fi

# Written beside and moved, so that there is never half a stamp.
echo "$mode $version $sum" >"$stamp.new"
mv "$stamp.new" "$stamp"
