#!/usr/bin/env bash
# Usage: build.sh FOLDER [CMAKE OPTION...]    builds the agent there
set -eu
folder=$1
shift
if ! cmake -G Ninja -S "$(dirname "${BASH_SOURCE[0]}")" -B "$folder" -Wno-dev "$@" >"$folder.log" 2>&1 ||
    ! cmake --build "$folder" >>"$folder.log" 2>&1; then
    cat "$folder.log" >&2
    exit 1
fi
