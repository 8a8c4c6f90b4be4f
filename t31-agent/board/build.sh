#!/usr/bin/env bash
# Builds the agent for the board, and its tests: .cradlewatch/board/agent/t31-agent is static and stripped.
# Usage: build.sh
set -eu
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
folder=$here/../../.cradlewatch/board/agent
max_bytes=7000000

"$here/sysroot.sh"
"$here/../build.sh" "$folder" -DCMAKE_TOOLCHAIN_FILE="$here/../cmake/mipsel.cmake" -DCMAKE_BUILD_TYPE=Release \
    -DCMAKE_EXE_LINKER_FLAGS_RELEASE=-s -DAGENT_ALSA=OFF -DAGENT_TESTS=ON
if mipsel-linux-gnu-readelf --program-headers "$folder/t31-agent" | grep -q INTERP; then
    echo "t31-agent needs shared libraries: expected a static program" >&2
    exit 1
fi
bytes=$(stat -c %s "$folder/t31-agent")
echo "t31-agent for the board: $bytes bytes, static, stripped"
if [ "$bytes" -gt $max_bytes ]; then
    echo "t31-agent has $bytes bytes: expected at most $max_bytes" >&2
    exit 1
fi
