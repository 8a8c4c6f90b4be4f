#pragma once

#include <string>

#include "base/result.h"

namespace cradlewatch {

/// Time on this machine a 1 s window, in us.
struct BenchReport {
  double features_us, model_us;
};

/// Runs features and model over windows of noise, a fixed number so that a tool can count instructions.
Result<BenchReport> bench(const std::string& model_path, int windows);

}  // namespace cradlewatch
