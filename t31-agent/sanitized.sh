#!/usr/bin/env bash
# Builds the host's agent and its tests under AddressSanitizer and UndefinedBehaviorSanitizer, in
# .cradlewatch/agent-sanitized.
set -eu
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
mkdir -p "$here/../.cradlewatch"
"$here/build.sh" "$here/../.cradlewatch/agent-sanitized" -DCMAKE_CXX_FLAGS_RELWITHDEBINFO="-O1 -g" \
    -DAGENT_SANITIZE=ON -DAGENT_TESTS=ON
