#!/usr/bin/env bash
# Runs every fuzz target with the sanitizers, two at a time, from the inputs in fuzz/seeds. A crash's input stays in
# .cradlewatch/fuzz.
# Usage: fuzz.sh [SECONDS A TARGET]
set -eu
seconds=${1:-60}
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
mkdir -p "$here/../../.cradlewatch"
folder=$(cd "$here/../../.cradlewatch" && pwd)/fuzz
export CC=clang CXX=clang++ seconds folder here

# Usage: fuzz TARGET
fuzz() {
    local work code=0 corpora
    work=$(mktemp -d)
    mkdir "$work/found"
    corpora=("$work/found")
    [ ! -d "$here/../fuzz/seeds/$1" ] || corpora+=("$here/../fuzz/seeds/$1")
    "$folder/$1" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=1024 -artifact_prefix="$folder/$1-" -print_final_stats=1 \
        "${corpora[@]}" >"$work/log" 2>&1 || code=$?
    if [ $code -eq 0 ]; then
        echo "fuzz $1: $(sed -n 's/^stat::number_of_executed_units: *//p' "$work/log") inputs in $seconds s, no fault"
    else
        cat "$work/log"
        echo "fuzz $1: FAILED"
    fi
    rm -rf "$work"
    return $code
}
export -f fuzz

"$here/../build.sh" "$folder" -DAGENT_FUZZ=ON -DAGENT_TESTS=OFF -DCMAKE_CXX_FLAGS_RELWITHDEBINFO="-O1 -g"
for source in "$here"/../fuzz/*_fuzz.cpp; do
    basename "$source" .cpp
done | xargs -P 2 -I{} bash -c 'fuzz {}'
