#!/usr/bin/env bash
# The host build's tests under AddressSanitizer and UndefinedBehaviorSanitizer, and the formatting check. The formatter's
# version is part of the format, so it is fixed.
set -eu
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

find "$here" \( -name '*.cpp' -o -name '*.h' \) -print0 | xargs -0 clang-format-14 --dry-run -Werror
"$here/sanitized.sh"
ctest --test-dir "$here/../.cradlewatch/agent-sanitized" --output-on-failure -j "$(nproc)" --no-tests=error
