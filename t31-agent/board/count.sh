#!/usr/bin/env bash
# Counts the instructions that the board's agent executes for a second of sound in features and model, by running it in
# QEMU with a counting plugin; start-up is taken off by running it for 10 s and for 110 s of sound.
# Usage: count.sh [MODEL]
set -eu
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
board=$here/../../.cradlewatch/board
model=${1:-$here/../../models/cry-tiny/cry-tiny.bin}
max_millions=30

"$here/build.sh" >&2
gcc -Wall -Wextra -Werror -O2 -shared -fPIC -o "$board/count.so" "$here/count.c"

# Usage: instructions SECONDS
instructions() {
    qemu-mipsel -plugin "$board/count.so" "$board/agent/t31-agent" bench --model "$model" --seconds "$1" 2>&1 >/dev/null |
        sed -n 's/^instructions: //p'
}
short=$(instructions 10)
long=$(instructions 110)
a_second=$(((long - short) / 100))
echo "{\"instructions_a_second_of_audio\": $a_second}"
if [ "$a_second" -gt $((max_millions * 1000000)) ]; then
    echo "$a_second instructions a second of audio: expected at most $max_millions million" >&2
    exit 1
fi
