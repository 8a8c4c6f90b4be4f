#!/usr/bin/env bash
# What the agent must do on the board, and what takes long: each step is a script of this folder, or a test program.
# Usage: test.sh
set -eu
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
passed=0
failed=0

# Usage: step NAME COMMAND...
step() {
    local name=$1 begin=$SECONDS
    shift
    echo "board: $name"
    if "$@"; then
        passed=$((passed + 1))
        echo "board: $name: passed in $((SECONDS - begin)) s"
    else
        failed=$((failed + 1))
        echo "board: $name: FAILED after $((SECONDS - begin)) s"
    fi
}

step "cross build" "$here/build.sh"
step "tests on the emulated board" "$here/suite.sh"
step "memory with TLS and without a network" "$here/memory.sh"
step "instructions a second of audio" "$here/count.sh"
step "fuzzing, 60 s a target" "$here/fuzz.sh" 60
step "24 simulated hours" "$here/day.sh"
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
