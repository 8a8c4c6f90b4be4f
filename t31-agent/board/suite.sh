#!/usr/bin/env bash
# Runs the agent's tests on the emulated board: the golden logits and features among them.
set -eu
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
home=$(cd "$here/../.." && pwd)
disk=$(mktemp -d)
trap 'rm -rf "$disk"' EXIT

cp "$home/.cradlewatch/board/agent/agent_tests" "$disk/"
cp -rL "$home/t31-agent/tests/data" "$disk/data"
mkdir "$disk/models"
cp -r "$home/models/testdata" "$disk/models/"
# The tests look for their data where they were built.
cat >"$disk/run.sh" <<END
mkdir -p "$home/t31-agent/tests"
ln -s /data/data "$home/t31-agent/tests/data"
ln -s /data/models "$home/models"
./agent_tests --gtest_brief=1 --gtest_color=no
END
"$here/vm.sh" "$disk"
