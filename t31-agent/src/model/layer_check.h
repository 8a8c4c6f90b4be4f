#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/model_file.h"

namespace cradlewatch {

/// Greatest number of products in a kConv or kPointwise accumulator: their sum must fit the 24 bits that a
/// pair of output channels leaves for each (see kernels.h).
constexpr int kMaxPackedFanIn = 520;

/// Weights that a layer of such shapes has.
int weight_count(const Layer& layer);

/// What is wrong with a layer's kind, shapes, kernel or stride, or nothing. Needs no weights.
std::optional<std::string> shape_complaint(const Layer& layer);

/// What is wrong with the layers' order or numbers, or nothing. Each one's shapes were found right.
std::optional<std::string> chain_complaint(const std::vector<Layer>& layers);

}  // namespace cradlewatch
