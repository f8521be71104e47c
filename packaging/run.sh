#!/bin/sh
# What `make run` does: the window where there is a display, the practice story where there is none.
set -eu

thread=.venv/bin/golden-thread
if [ "$(uname -s)" != Linux ]; then
    exec "$thread"
fi
if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    sh packaging/system_libraries.sh screen
    exec "$thread"
fi

echo "There is no display here, so the window cannot open. Playing the practice story instead:"
echo "invented families, one of them taken from a contact to a letter."
rm -rf practice
QT_QPA_PLATFORM=offscreen "$thread" practice practice/
echo
echo "In $(pwd)/practice:"
ls -1 practice
