#!/usr/bin/env bash
# What the agent must do on the board, and what takes long: each step is a script of this folder. Two lanes run side by side,
# because a step keeps one core busy: what needs the emulated board, and what the host's build does. All steps run, whatever
# became of those before; each tells what it said when it is over, and the summary comes last.
# Usage: test.sh
set -eu
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d)
lanes=()
clean() {
    [ ${#lanes[@]} -eq 0 ] || kill -- "${lanes[@]/#/-}" 2>/dev/null || true
    wait
    rm -rf "$work"
}
trap clean EXIT
touch "$work/lock" "$work/summary"

# Usage: step NAME COMMAND...
step() {
    local name=$1 begin=$SECONDS result=passed said
    said=$(mktemp "$work/XXXXXX")
    shift
    echo "board: $name: begins"
    "$@" >"$said" 2>&1 || result=FAILED
    {
        flock 9
        cat "$said"
        echo "board: $name: $result"
        printf '%s %5d s  %s\n' "$result" $((SECONDS - begin)) "$name" >>"$work/summary"
    } 9>"$work/lock"
}

on_the_board() {
    step "cross build, static, at most 7 MB" "$here/build.sh"
    step "tests on the emulated board" "$here/suite.sh"
    step "memory with TLS and ten minutes without a network, at most 8 MB" "$here/memory.sh"
    step "instructions a second of audio, at most 30 million" "$here/count.sh"
}

on_the_host() {
    step "fuzzing, 60 s a target" "$here/fuzz.sh" 60
    step "tests under ThreadSanitizer" "$here/threads.sh"
    step "500 kills" "$here/kills.sh" 500
    step "24 simulated hours without memory growth" "$here/day.sh"
}

# Each in a process group of its own, so that nothing of it is left if this ends early.
set -m
on_the_board &
lanes+=($!)
on_the_host &
lanes+=($!)
set +m
code=0
for lane in "${lanes[@]}"; do
    wait "$lane" || code=1
done
lanes=()
steps=$(wc -l <"$work/summary")
failed=$(grep -c ^FAILED "$work/summary" || true)
echo "board: $((steps - failed)) of $steps steps passed"
sed 's/^/  /' "$work/summary"
[ $code -eq 0 ] && [ "$failed" -eq 0 ]
