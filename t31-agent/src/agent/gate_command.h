#pragma once

#include <cstdio>
#include <string>
#include <vector>

#include "gate/gate.h"

namespace cradlewatch {

/// Plays recordings through features, model and gate, each anew, and prints a line of JSON a window and edge,
/// as docs/agent.md describes. Returns the exit code; says on standard error why it is not 0.
int run_gate(const std::string& model_path, const GateConfig& config,
             const std::vector<std::string>& recordings, std::FILE* out);

}  // namespace cradlewatch
