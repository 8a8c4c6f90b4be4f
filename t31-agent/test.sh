#!/usr/bin/env bash
# The host build's tests under AddressSanitizer and UndefinedBehaviorSanitizer, and the formatting check. The formatter's
# version is part of the format, so it is fixed.
set -eu
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
folder=$here/../.cradlewatch/agent-sanitized

find "$here" \( -name '*.cpp' -o -name '*.h' \) -print0 | xargs -0 clang-format-14 --dry-run -Werror
mkdir -p "${folder%/*}"
"$here/build.sh" "$folder" -DCMAKE_CXX_FLAGS_RELWITHDEBINFO="-O1 -g" -DAGENT_SANITIZE=ON -DAGENT_TESTS=ON
ctest --test-dir "$folder" --output-on-failure -j "$(nproc)" --no-tests=error
