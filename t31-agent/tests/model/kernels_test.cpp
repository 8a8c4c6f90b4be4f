#include "model/kernels.h"

#include <gtest/gtest.h>

#include "model/layer_check.h"

namespace cradlewatch {
namespace {

/// A pointwise layer whose outputs are the sums themselves over 2^shift, clamped.
Layer pointwise(int inputs, int channels, int8_t weight, int shift) {
  Layer layer{};
  layer.kind = Layer::Kind::kPointwise;
  layer.in = {1, 1, inputs};
  layer.out = {1, 1, channels};
  layer.kernel = layer.stride = {1, 1};
  layer.weights.assign(static_cast<size_t>(inputs * channels), weight);
  layer.bias.assign(static_cast<size_t>(channels), 0);
  layer.multiplier.assign(static_cast<size_t>(channels), int32_t{1} << (32 - shift));
  return layer;
}

std::vector<int8_t> run(const Layer& layer, std::vector<int8_t> in) {
  in.resize(in.size() + PackedWeights::kUnroll);
  std::vector<int8_t> out(static_cast<size_t>(layer.out.channels));
  multiply_pointwise(layer, pack_weights(layer), {in.data(), 0, layer.in.channels, 1}, {out.data(), 0, 0, 1});
  return out;
}

TEST(KernelsTest, TheGreatestSumsOfAPairComeApart) {
  for (const int8_t sign : {int8_t{1}, int8_t{-1}}) {
    Layer layer = pointwise(kMaxPackedFanIn, 2, 0, 17);
    for (size_t k = 0; k < kMaxPackedFanIn; ++k) {
      layer.weights[k] = static_cast<int8_t>(127 * sign);
      layer.weights[kMaxPackedFanIn + k] = static_cast<int8_t>(-127 * sign);
    }
    // 520 * 127 * 127 / 2^17 = 63.99
    const std::vector<int8_t> expected = sign > 0 ? std::vector<int8_t>{64, 0} : std::vector<int8_t>{0, 64};
    EXPECT_EQ(run(layer, std::vector<int8_t>(kMaxPackedFanIn, 127)), expected);
  }
}

TEST(KernelsTest, AnOddLastChannelAndOddInputsAreNotLost) {
  EXPECT_EQ(run(pointwise(3, 3, 5, 2), {1, 2, 3}), (std::vector<int8_t>{8, 8, 8}));
}

TEST(KernelsTest, RoundsHalvesUpAndClamps) {
  const int32_t half = INT32_MAX / 2 + 1;  // 2^30: a quarter
  EXPECT_EQ(requantize(2, 0, half), 1);
  EXPECT_EQ(requantize(1, 0, half), 0);
  EXPECT_EQ(requantize(5, 1, half), 2);
  EXPECT_EQ(requantize(-2, 0, half), 0);
  EXPECT_EQ(requantize(-50, 0, half), 0);
  EXPECT_EQ(requantize(508, 0, half), 127);
  EXPECT_EQ(requantize(100000, 0, half), 127);
  EXPECT_EQ(requantize(INT32_MAX / 2, 1 << 30, INT32_MAX), 127);
}

}  // namespace
}  // namespace cradlewatch
