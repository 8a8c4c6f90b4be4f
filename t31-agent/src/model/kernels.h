#pragma once

#include <cstdint>
#include <vector>

#include "model/model_file.h"

namespace cradlewatch {

/// Where a tensor lies: value (row, col, channel) is at[row * row_step + col * col_step + channel *
/// channel_step]. Around it may be a border of zeros.
struct Tensor {
  int8_t* at;
  int row_step, col_step, channel_step;
};

/// Weights of two output channels in one word each, so that one multiplication serves both: low + high *
/// 2^24. The sum of at most kMaxPackedFanIn products of 7-bit magnitudes fits 24 bits, so the two sums come
/// apart again exactly.
struct PackedWeights {
  /// Words an output pair, a multiple of kUnroll; zeros at the end.
  int words;
  std::vector<int32_t> pairs;

  static constexpr int kUnroll = 8;
};

PackedWeights pack_weights(const Layer& layer);

/// Accumulator to activation, 0..127.
inline int8_t requantize(int32_t sum, int32_t bias, int32_t multiplier) {
  const int64_t scaled = static_cast<int64_t>(sum + bias) * multiplier + (int64_t{1} << 31);
  const auto value = static_cast<int32_t>(scaled >> 32);
  if (value < 0) return 0;
  return static_cast<int8_t>(value > ModelFile::kGreatest ? ModelFile::kGreatest : value);
}

/// kConv: the input has its channels innermost and a border of half the kernel; patch holds words values.
void convolve(const Layer& layer, const PackedWeights& weights, const Tensor& in, int8_t* patch,
              const Tensor& out);

/// kDepthwise: the input has its columns innermost and a border of half the kernel.
void convolve_depthwise(const Layer& layer, const Tensor& in, const Tensor& out);

/// kPointwise: the input has its channels innermost, no border, and kUnroll readable bytes after its end.
void multiply_pointwise(const Layer& layer, const PackedWeights& weights, const Tensor& in,
                        const Tensor& out);

/// kPool: per channel the sum of the recent rows, their greatest value times their number, the sum of the
/// others.
void pool(const Layer& layer, const Tensor& in, int32_t* out);

/// kDense; a raw layer gives its accumulators.
void multiply_dense(const Layer& layer, const int32_t* in, int32_t* out);

}  // namespace cradlewatch
