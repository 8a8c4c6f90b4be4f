#!/usr/bin/env bash
# What the agent must do on the board, and what takes long: each step is a script of this folder. All steps run, whatever
# became of those before; the summary comes last.
# Usage: test.sh
set -eu
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
summary=()
failed=0

# Usage: step NAME COMMAND...
step() {
    local name=$1 begin=$SECONDS result=passed
    shift
    echo "board: $name"
    "$@" || result=FAILED
    [ $result = passed ] || failed=$((failed + 1))
    summary+=("$result  $(printf '%5d' $((SECONDS - begin))) s  $name")
    echo "board: $name: $result"
}

step "cross build, static, at most 7 MB" "$here/build.sh"
step "tests on the emulated board" "$here/suite.sh"
step "memory with TLS and ten minutes without a network, at most 8 MB" "$here/memory.sh"
step "instructions a second of audio, at most 30 million" "$here/count.sh"
step "fuzzing, 60 s a target" "$here/fuzz.sh" 60
step "tests under ThreadSanitizer" "$here/threads.sh"
step "500 kills" "$here/kills.sh" 500
step "24 simulated hours without memory growth" "$here/day.sh"
printf '%s\n' "board: $((${#summary[@]} - failed)) of ${#summary[@]} steps passed" "${summary[@]/#/  }"
[ $failed -eq 0 ]
