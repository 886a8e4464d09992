#!/bin/sh
# Makes assets/fonts, tests/fonts/*.ttf and src/text/advances.rs from two packages that npm downloads
# into .cache/fonts. Needs Python 3.11 and Node 20.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
cache="$here/../../.cache/fonts"
mkdir -p "$cache"
if [ ! -x "$cache/venv/bin/python" ]; then
    python3 -m venv "$cache/venv"
    "$cache/venv/bin/pip" install -q -r "$here/requirements.txt"
fi
exec "$cache/venv/bin/python" "$here/cut.py"
