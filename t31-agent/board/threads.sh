#!/usr/bin/env bash
# The host build's tests under ThreadSanitizer.
# Usage: threads.sh
set -eu
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
mkdir -p "$here/../../.cradlewatch"
folder=$(cd "$here/../../.cradlewatch" && pwd)/agent-threads

"$here/../build.sh" "$folder" -DCMAKE_CXX_FLAGS_RELWITHDEBINFO="-O1 -g" -DAGENT_SANITIZE_THREADS=ON -DAGENT_TESTS=ON
# Kafka's client is Debian's and not instrumented, so what it synchronises by itself looks like a race.
export TSAN_OPTIONS="suppressions=$here/threads.supp" AGENT_KILLS=5
ctest --test-dir "$folder" --output-on-failure -j "$(nproc)" --no-tests=error
