#!/bin/sh
# Makes assets/*.bin and assets/*.webp, or with the argument "world" assets/world, from the packages named in common.py, which are
# downloaded by their registries' own clients (npm, pip, apt-get) into .cache/geodata. Needs
# Python 3.11, Node 20, cargo, dpkg-deb and a Debian (bookworm) package list.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
cache="$here/../../.cache/geodata"
mkdir -p "$cache"
if [ ! -x "$cache/venv/bin/python" ]; then
    python3 -m venv "$cache/venv"
    "$cache/venv/bin/pip" install -q -r "$here/requirements.txt"
fi
exec "$cache/venv/bin/python" "$here/${1:-cut}.py"
