#!/usr/bin/env bash
# Runs the agent's tests on the emulated board: the golden logits and features among them, and the program itself, killed
# a few times.
set -eu
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
home=$(cd "$here/../.." && pwd)
agent=.cradlewatch/board/agent
data=(t31-agent/tests/data models/testdata connectors/src/test/resources/agent "$agent/t31-agent")
disk=$(mktemp -d)
trap 'rm -rf "$disk"' EXIT

cp "$home/$agent/agent_tests" "$disk/"
mkdir "$disk/home" "$disk/tmp"
(cd "$home" && cp -rL --parents "${data[@]}" "$disk/home/")
# The tests look for their data where they were built. What they write goes to the disk: the rest is memory. Each group has
# a process of its own, so that memory does not add up. Left out: ten minutes without a network, which memory.sh plays with
# a broker elsewhere, and the largest picture, which does not fit here together with its broker and its reader.
cat >"$disk/run.sh" <<END
mkdir -p "$(dirname "$home")"
ln -s /data/home "$home"
export TMPDIR=/data/tmp AGENT_KILLS=3
code=0
for group in \$(./agent_tests --gtest_list_tests | sed -n 's/^\([A-Z].*\.\).*/\1/p'); do
    ./agent_tests --gtest_brief=1 --gtest_color=no --gtest_filter="\$group*-AgentOutageTest.*:*FourMegabytes*" || code=1
done
exit \$code
END
BOARD_LIMIT_S=${BOARD_LIMIT_S:-1500} "$here/vm.sh" "$disk"
