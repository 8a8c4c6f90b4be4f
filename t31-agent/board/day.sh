#!/usr/bin/env bash
# Plays 24 hours through the host build as fast as it goes, streamed in part to a real broker: its memory must not grow
# after the first two hours.
# Usage: day.sh [MODEL]
set -eu
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
home=$(cd "$here/../.." && pwd)
agent=${CRADLEWATCH_AGENT:-$home/.cradlewatch/agent/t31-agent}
model=$(realpath "${1:-$home/models/cry-tiny/cry-tiny.bin}")
hours=24
bytes_a_second=32000
max_growth_kb=256
port=$((20000 + RANDOM % 10000))

work=$(mktemp -d)
children=()
clean() {
    kill -9 "${children[@]}" 2>/dev/null || true
    wait
    rm -rf "$work"
}
trap clean EXIT

# Without pages of files: those of the program's own code are read in when they are first run.
own_kb() { sed -n 's/^RssAnon:[^0-9]*\([0-9]*\).*/\1/p' "/proc/$1/status" 2>/dev/null; }
# Hours of sound that the agent has read.
hours_played() {
    local at
    at=$(sed -n 's/^pos:[^0-9]*//p' "/proc/$1/fdinfo/$2" 2>/dev/null)
    echo $((${at:-0} / bytes_a_second / 3600))
}
day_file_of() {
    local link
    for link in "/proc/$1/fd"/*; do
        if [ "$(readlink "$link")" = "$work/day.raw" ]; then basename "$link"; fi
    done
}

"$here/broker.sh" "$work/broker" "$port" &
children+=($!)
cd "$work"
openssl genpkey -algorithm ed25519 -out device.pem
# A minute of sound in each ten, silence between; the silence takes no room on the disk.
ffmpeg -v error -f lavfi -i "anoisesrc=r=16000:c=pink:a=0.3:seed=1:d=60" -f s16le minute.raw
truncate -s $((hours * 3600 * bytes_a_second)) day.raw
for ((minute = 0; minute < hours * 60; minute += 10)); do
    dd if=minute.raw of=day.raw bs=$((60 * bytes_a_second)) seek=$minute conv=notrunc status=none
done
cat >agent.toml <<END
[device]
id = "day"
[audio]
source = "pcm"
path = "day.raw"
realtime = false
start = "2026-03-01T00:00:00Z"
[model]
path = "$model"
[gate]
audit_share = 0.05
[kafka]
brokers = "127.0.0.1:$port"
END
until kcat -L -m 1 -b "127.0.0.1:$port" >/dev/null 2>&1; do
    kill -0 "${children[0]}" || { cat broker/broker.log; exit 1; }
done

"$agent" --config agent.toml >summary 2>log &
pid=$!
children+=("$pid")
early_kb=0 late_kb=0 file=
while kb=$(own_kb $pid) && [ -n "$kb" ]; do
    file=${file:-$(day_file_of $pid)}
    late_kb=$kb
    if [ -z "$file" ] || [ "$(hours_played $pid "$file")" -lt 2 ]; then early_kb=$kb; fi
    sleep 0.5
done
wait $pid || { cat log; exit 1; }
echo "{\"hours\": $hours, \"own_kb_after_2_hours\": $early_kb, \"own_kb_at_the_end\": $late_kb, \"summary\": $(cat summary)}"
if [ $((late_kb - early_kb)) -gt $max_growth_kb ]; then
    echo "the agent's memory grew by $((late_kb - early_kb)) kB: expected at most $max_growth_kb" >&2
    exit 1
fi
