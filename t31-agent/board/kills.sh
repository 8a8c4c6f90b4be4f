#!/usr/bin/env bash
# Kills the host's agent, built with the sanitizers, at random points while it plays a recording, starts it again, and
# compares what arrived with what was recorded.
# Usage: kills.sh [KILLS]
set -eu
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
"$here/../sanitized.sh"
AGENT_KILLS=${1:-500} "$here/../../.cradlewatch/agent-sanitized/agent_tests" --gtest_filter='AgentKillTest.*' --gtest_brief=1
