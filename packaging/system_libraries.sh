#!/bin/sh
# Sees to the system libraries that Qt and Python need on Linux.
#
#   system_libraries.sh drawing [PYTHON]   Qt without a screen; with PYTHON, its venv and pip too
#   system_libraries.sh screen             Qt with a window on an X screen
#
# Installs what is missing when run as root on Debian or Ubuntu; otherwise prints the one line
# to run and stops. Does nothing where nothing is missing, nor on macOS.
set -eu

# One word each: the file the loader looks for, and the Debian package that brings it.
drawing='libGL.so.1=libgl1 libEGL.so.1=libegl1 libxkbcommon.so.0=libxkbcommon0
    libdbus-1.so.3=libdbus-1-3 libfontconfig.so.1=libfontconfig1 libglib-2.0.so.0=libglib2.0-0'
screen='libxcb-cursor.so.0=libxcb-cursor0 libxcb-icccm.so.4=libxcb-icccm4
    libxcb-keysyms.so.1=libxcb-keysyms1 libxkbcommon-x11.so.0=libxkbcommon-x11-0
    libxcb-shape.so.0=libxcb-shape0'

missing_for_python() {
    if [ -n "$1" ] && ! "$1" -c 'import ensurepip, venv' 2>/dev/null; then
        printf ' python3-venv'
    fi
}

missing_of() {
    present=$(PATH="$PATH:/sbin:/usr/sbin" ldconfig -p)
    for pair in "$@"; do
        case $present in
            *"${pair%%=*} "*) ;;
            *) printf ' %s' "${pair#*=}" ;;
        esac
    done
}

install_or_say() {
    [ -n "$1" ] || return 0
    line="apt-get install -y --no-install-recommends$1"
    if ! command -v apt-get >/dev/null; then
        echo "Golden Thread needs system libraries that are missing here." >&2
        echo "On Debian they are called:$1. Please install their like, then try again." >&2
        exit 1
    fi
    if [ "$(id -u)" -ne 0 ]; then
        echo "Golden Thread needs system libraries that are missing here. Please run this line," >&2
        echo "then try again:" >&2
        echo "  sudo sh -c 'apt-get update && $line'" >&2
        exit 1
    fi
    echo "Installing missing system libraries:$1"
    apt-get update -qq
    # shellcheck disable=SC2086  # several words are meant
    DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends $1 >/dev/null
}

[ "$(uname -s)" = Linux ] || exit 0
# shellcheck disable=SC2086  # several words are meant
case ${1:-} in
    drawing) install_or_say "$(missing_for_python "${2:-}")$(missing_of $drawing)" ;;
    screen) install_or_say "$(missing_of $drawing $screen)" ;;
    *)
        echo "usage: system_libraries.sh drawing [PYTHON] | screen" >&2
        exit 2
        ;;
esac
