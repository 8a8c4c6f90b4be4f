#include "model/layer_check.h"

#include <algorithm>

namespace cradlewatch {
namespace {

using Kind = Layer::Kind;

constexpr int kMaxSide = 1024, kMaxValues = 1 << 18, kMaxKernel = 7, kMaxStride = 4;
constexpr int64_t kMaxBias = 1 << 30;

bool is_reasonable(const Shape& shape) {
  for (const int side : {shape.rows, shape.cols, shape.channels}) {
    if (side < 1 || side > kMaxSide) return false;
  }
  return int64_t{shape.rows} * shape.cols * shape.channels <= kMaxValues;
}

bool is_convolution(Kind kind) { return kind == Kind::kConv || kind == Kind::kDepthwise; }

/// The shape that a layer's output must have.
Shape expected_out(const Layer& layer) {
  if (layer.kind == Kind::kPool) return {1, 1, 3 * layer.in.channels};
  Shape out = layer.out;
  out.rows = (layer.in.rows - 1) / layer.stride[0] + 1;
  out.cols = (layer.in.cols - 1) / layer.stride[1] + 1;
  if (layer.kind == Kind::kDepthwise) out.channels = layer.in.channels;
  return out;
}

/// A layer may see all columns of a row as channels.
bool continues(const Layer& layer, const Shape& before) {
  const Shape folded{before.rows, 1, before.cols * before.channels};
  return layer.in == before || (layer.kind == Kind::kPointwise && layer.in == folded);
}

std::optional<std::string> number_complaint(const Layer& layer, int64_t greatest_input) {
  if (std::find(layer.weights.begin(), layer.weights.end(), int8_t{-128}) != layer.weights.end()) {
    return "a weight is -128";
  }
  for (const int32_t bias : layer.bias) {
    if (bias > kMaxBias || bias < -kMaxBias) return "a bias is over 2^30";
  }
  for (const int32_t multiplier : layer.multiplier) {
    if (multiplier < 0) return "a multiplier is negative";
  }
  const bool is_packed = layer.kind == Kind::kConv || layer.kind == Kind::kPointwise;
  if (is_packed && layer.fan_in() > kMaxPackedFanIn) return "a layer sums more than 520 products";
  if (greatest_input * ModelFile::kGreatest * layer.fan_in() > kMaxBias) return "a sum may overflow";
  return std::nullopt;
}

}  // namespace

int Layer::fan_in() const {
  switch (kind) {
    case Kind::kConv:
      return in.channels * kernel[0] * kernel[1];
    case Kind::kDepthwise:
      return kernel[0] * kernel[1];
    case Kind::kPool:
      return 0;
    default:
      return in.channels;
  }
}

int weight_count(const Layer& layer) { return layer.out.channels * layer.fan_in(); }

std::optional<std::string> shape_complaint(const Layer& layer) {
  if (layer.kind > Kind::kDense) return "a layer is of unknown kind";
  if (!is_reasonable(layer.in) || !is_reasonable(layer.out)) return "a layer is empty or too large";
  for (size_t side = 0; side < 2; ++side) {
    const int size = layer.kernel[side], step = layer.stride[side];
    const bool is_plain = size == 1 && step == 1;
    const bool is_window = size % 2 == 1 && size <= kMaxKernel && step >= 1 && step <= kMaxStride;
    const bool is_recent_rows = layer.kind == Kind::kPool && side == 0 && step == 1;
    if (is_convolution(layer.kind) ? !is_window : !is_plain && !is_recent_rows) {
      return "a layer's kernel or stride is unknown";
    }
  }
  if (layer.kind == Kind::kPool &&
      (layer.in.cols != 1 || layer.kernel[0] < 1 || layer.kernel[0] >= layer.in.rows)) {
    return "a pool does not fit its input";
  }
  if (!(layer.out == expected_out(layer))) return "a layer's output does not fit its input";
  if (layer.kind == Kind::kDense && layer.in.rows * layer.in.cols != 1)
    return "a dense layer has rows or columns";
  return std::nullopt;
}

std::optional<std::string> chain_complaint(const std::vector<Layer>& layers) {
  Shape at{ModelFile::kFrames, ModelFile::kBands, ModelFile::kViews};
  int64_t greatest = ModelFile::kGreatest;
  bool is_pooled = false;
  for (const Layer& layer : layers) {
    const bool is_last = &layer == &layers.back();
    if (!continues(layer, at)) return "a layer's input is not the output before";
    if ((layer.kind == Kind::kDense) != is_pooled) return "its layers are not maps, a pool, then dense ones";
    if (layer.is_raw != is_last) return "it must end, and only end, in a raw layer";
    if (const auto wrong = number_complaint(layer, greatest)) return wrong;
    is_pooled = is_pooled || layer.kind == Kind::kPool;
    greatest =
        layer.kind == Kind::kPool ? int64_t{ModelFile::kGreatest} * layer.in.rows : ModelFile::kGreatest;
    at = layer.out;
  }
  if (!is_pooled || layers.back().kind != Kind::kDense || at.channels != 1)
    return "it does not end in one logit";
  return std::nullopt;
}

}  // namespace cradlewatch
