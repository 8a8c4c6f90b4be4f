#!/usr/bin/env bash
# How much memory the agent needs at most on the emulated board: it streams 20 minutes of sound to a real broker by mutual
# TLS, ten times as fast as life, and for 10 of them the network is gone and the spool fills. Then all must have arrived.
# Usage: memory.sh [MODEL]
set -eu
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
model=${1:-$here/../../models/cry-tiny/cry-tiny.bin}
max_kb=8192
speed=10
before_s=300
away_s=600
after_s=300
port=$((20000 + RANDOM % 10000))

work=$(mktemp -d)
broker=
clean() {
    [ -z "$broker" ] || { kill -9 "$broker" && wait "$broker"; } 2>/dev/null || true
    rm -rf "$work"
}
trap clean EXIT

"$here/broker.sh" "$work/broker" "$port" &
broker=$!
disk=$work/disk
mkdir "$disk"
cp "$here/../../.cradlewatch/board/agent/t31-agent" "$disk/"
cp "$model" "$disk/model.bin"
openssl genpkey -algorithm ed25519 -out "$disk/device.pem"
ffmpeg -v error -f lavfi -i "anoisesrc=r=16000:c=pink:a=0.3:seed=1:d=$((before_s + away_s + after_s))" "$disk/night.wav"
cat >"$disk/agent.toml" <<END
[device]
id = "board"
[audio]
source = "wav"
path = "night.wav"
speed = $speed.0
start = "2026-03-01T22:00:00Z"
[model]
path = "model.bin"
[gate]
mode = "all"
[kafka]
brokers = "10.0.2.2:$((port + 1))"
security = "ssl"
ca = "ca.pem"
cert = "client.pem"
key = "client.key"
END
cat >"$disk/run.sh" <<END
hwm() { sed -n 's/^VmHWM:[^0-9]*\([0-9]*\).*/\1/p' /proc/\$agent/status 2>/dev/null; }
# Waits until the agent has read so many seconds of the recording, however fast this machine is.
played() {
    fd=\$(ls -l /proc/\$agent/fd | sed -n 's|.* \([0-9]*\) -> .*/night.wav\$|\1|p')
    while kill -0 \$agent 2>/dev/null && at=\$(sed -n 's/^pos:[^0-9]*//p' /proc/\$agent/fdinfo/\$fd); do
        [ "\$at" -lt \$((\$1 * 32000)) ] || break
        sleep 0.5
    done
}
./t31-agent --config agent.toml >summary 2>log &
agent=\$!
while kill -0 \$agent && ! ls -l /proc/\$agent/fd | grep -q night.wav; do sleep 0.1; done
played $before_s
echo "connected_kb=\$(hwm)"
ifconfig eth0 down
played $((before_s + away_s))
echo "away_kb=\$(hwm)"
echo "spool_kb=\$(du -sk spool | cut -f 1)"
ifconfig eth0 up
while kb=\$(hwm) && [ -n "\$kb" ]; do
    peak=\$kb
    sleep 0.1
done
wait \$agent
code=\$?
tail -n 20 log
echo "peak_kb=\$peak"
echo "summary=\$(cat summary)"
exit \$code
END
until kcat -L -m 1 -b "127.0.0.1:$port" >/dev/null 2>&1; do
    kill -0 $broker || { cat "$work/broker/broker.log"; exit 1; }
done
cp "$work"/broker/{ca.pem,client.pem,client.key} "$disk/"
BOARD_LIMIT_S=${BOARD_LIMIT_S:-1200} "$here/vm.sh" "$disk" | tee "$work/console"

said() { sed -n "s/^$1=//p" "$work/console"; }
field() { said summary | sed -n "s/.*\"$1\": \([0-9]*\).*/\1/p"; }
end_offset() { kcat -Q -b "127.0.0.1:$port" -t "$1:0:-1" | sed -n 's/.*offset //p'; }
arrived=$(($(end_offset audio.windows) + $(end_offset device.events)))
echo "{\"connected_kb\": $(said connected_kb), \"away_kb\": $(said away_kb), \"peak_kb\": $(said peak_kb), \"spool_kb\": $(said spool_kb), \"arrived\": $arrived}"

expect() {
    if ! test "$2" "$3" "$4"; then
        echo "$1: $2, expected $3 $4" >&2
        exit 1
    fi
}
expect captured "$(field captured)" -eq $((before_s + away_s + after_s))
expect streamed "$(field streamed)" -eq $((before_s + away_s + after_s))
expect dropped "$(field dropped)" -eq 0
expect waiting "$(field waiting)" -eq 0
expect acknowledged "$(field acknowledged)" -eq $(($(field streamed) + $(field events)))
# A second is 32 kB; the last 20 or so are in memory.
expect "kB in the spool" "$(said spool_kb)" -ge $(((away_s - 30) * 31))
# A record whose acknowledgement the network took is sent again.
expect "records of the broker" "$arrived" -ge "$(field acknowledged)"
expect "kB of memory at most" "$(said peak_kb)" -le $max_kb
