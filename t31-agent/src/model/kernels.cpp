#include "model/kernels.h"

#include <algorithm>
#include <cstring>

namespace cradlewatch {
namespace {

constexpr int kHighShift = 24;

/// Sums of products of one input row with each pair of output channels, to out[channel * channel_step].
void multiply_row(const Layer& layer, const PackedWeights& weights, const int8_t* in, int8_t* out,
                  int channel_step) {
  const int32_t* pair = weights.pairs.data();
  const int32_t* bias = layer.bias.data();
  const int32_t* multiplier = layer.multiplier.data();
  const int channels = layer.out.channels;
  for (int channel = 0; channel < channels; channel += 2) {
    int64_t sums = 0;
    const int8_t* x = in;
    for (const int32_t* end = pair + weights.words; pair != end; pair += PackedWeights::kUnroll) {
      sums += int64_t{pair[0]} * x[0];
      sums += int64_t{pair[1]} * x[1];
      sums += int64_t{pair[2]} * x[2];
      sums += int64_t{pair[3]} * x[3];
      sums += int64_t{pair[4]} * x[4];
      sums += int64_t{pair[5]} * x[5];
      sums += int64_t{pair[6]} * x[6];
      sums += int64_t{pair[7]} * x[7];
      x += PackedWeights::kUnroll;
    }
    const int32_t low = static_cast<int32_t>(static_cast<uint32_t>(sums) << 8) >> 8;
    out[channel * channel_step] = requantize(low, bias[channel], multiplier[channel]);
    if (channel + 1 < channels) {
      const auto high = static_cast<int32_t>((sums - low) >> kHighShift);
      out[(channel + 1) * channel_step] = requantize(high, bias[channel + 1], multiplier[channel + 1]);
    }
  }
}

void convolve_plane_3x3(const Layer& layer, const int8_t* w, int32_t bias, int32_t multiplier,
                        const int8_t* in, int row_step, int8_t* out, const Tensor& steps) {
  const int32_t a = w[0], b = w[1], c = w[2], d = w[3], e = w[4], f = w[5], g = w[6], h = w[7], i = w[8];
  const int right = layer.stride[1];
  for (int row = 0; row < layer.out.rows; ++row) {
    const int8_t* middle = in + row * layer.stride[0] * row_step;
    const int8_t* above = middle - row_step;
    const int8_t* below = middle + row_step;
    int8_t* to = out + row * steps.row_step;
    for (int col = 0; col < layer.out.cols; ++col) {
      const int32_t sum = a * above[-1] + b * above[0] + c * above[1] + d * middle[-1] + e * middle[0] +
                          f * middle[1] + g * below[-1] + h * below[0] + i * below[1];
      *to = requantize(sum, bias, multiplier);
      to += steps.col_step;
      above += right;
      middle += right;
      below += right;
    }
  }
}

void convolve_plane(const Layer& layer, const int8_t* weights, int32_t bias, int32_t multiplier,
                    const int8_t* in, int row_step, int8_t* out, const Tensor& steps) {
  const int height = layer.kernel[0], width = layer.kernel[1];
  for (int row = 0; row < layer.out.rows; ++row) {
    for (int col = 0; col < layer.out.cols; ++col) {
      const int8_t* from =
          in + (row * layer.stride[0] - height / 2) * row_step + col * layer.stride[1] - width / 2;
      int32_t sum = 0;
      for (int i = 0; i < height; ++i) {
        for (int j = 0; j < width; ++j) sum += weights[i * width + j] * from[i * row_step + j];
      }
      out[row * steps.row_step + col * steps.col_step] = requantize(sum, bias, multiplier);
    }
  }
}

}  // namespace

PackedWeights pack_weights(const Layer& layer) {
  const int inputs = layer.fan_in(), channels = layer.out.channels;
  const int words = (inputs + PackedWeights::kUnroll - 1) / PackedWeights::kUnroll * PackedWeights::kUnroll;
  PackedWeights packed{words, std::vector<int32_t>(static_cast<size_t>((channels + 1) / 2 * words), 0)};
  for (int channel = 0; channel < channels; ++channel) {
    for (int k = 0; k < inputs; ++k) {
      const int32_t weight = layer.weights[static_cast<size_t>(channel * inputs + k)];
      packed.pairs[static_cast<size_t>(channel / 2 * words + k)] +=
          weight * (channel % 2 == 0 ? 1 : 1 << kHighShift);
    }
  }
  return packed;
}

void convolve(const Layer& layer, const PackedWeights& weights, const Tensor& in, int8_t* patch,
              const Tensor& out) {
  const int line = layer.kernel[1] * layer.in.channels;
  std::fill(patch + layer.fan_in(), patch + weights.words, int8_t{0});
  for (int row = 0; row < layer.out.rows; ++row) {
    for (int col = 0; col < layer.out.cols; ++col) {
      const int8_t* from = in.at + (row * layer.stride[0] - layer.kernel[0] / 2) * in.row_step +
                           (col * layer.stride[1] - layer.kernel[1] / 2) * in.col_step;
      for (int i = 0; i < layer.kernel[0]; ++i) {
        std::memcpy(patch + i * line, from + i * in.row_step, static_cast<size_t>(line));
      }
      multiply_row(layer, weights, patch, out.at + row * out.row_step + col * out.col_step, out.channel_step);
    }
  }
}

void convolve_depthwise(const Layer& layer, const Tensor& in, const Tensor& out) {
  const int taps = layer.fan_in();
  const bool is_3x3 = layer.kernel[0] == 3 && layer.kernel[1] == 3;
  for (int channel = 0; channel < layer.out.channels; ++channel) {
    const auto index = static_cast<size_t>(channel);
    const int8_t* weights = &layer.weights[index * static_cast<size_t>(taps)];
    const int8_t* from = in.at + channel * in.channel_step;
    int8_t* to = out.at + channel * out.channel_step;
    (is_3x3 ? convolve_plane_3x3 : convolve_plane)(layer, weights, layer.bias[index], layer.multiplier[index],
                                                   from, in.row_step, to, out);
  }
}

void multiply_pointwise(const Layer& layer, const PackedWeights& weights, const Tensor& in,
                        const Tensor& out) {
  for (int row = 0; row < layer.out.rows; ++row) {
    for (int col = 0; col < layer.out.cols; ++col) {
      const int8_t* from = in.at + (row * layer.in.cols + col) * layer.in.channels;
      multiply_row(layer, weights, from, out.at + row * out.row_step + col * out.col_step, out.channel_step);
    }
  }
}

void pool(const Layer& layer, const Tensor& in, int32_t* out) {
  const int recent = layer.kernel[0], channels = layer.in.channels;
  for (int channel = 0; channel < channels; ++channel) {
    int32_t late = 0, early = 0, greatest = 0;
    for (int row = 0; row < layer.in.rows; ++row) {
      const int32_t value = in.at[row * channels + channel];
      if (row < layer.in.rows - recent) {
        early += value;
      } else {
        late += value;
        greatest = std::max(greatest, value);
      }
    }
    out[channel] = late;
    out[channels + channel] = greatest * recent;
    out[2 * channels + channel] = early;
  }
}

void multiply_dense(const Layer& layer, const int32_t* in, int32_t* out) {
  const int8_t* weights = layer.weights.data();
  for (int channel = 0; channel < layer.out.channels; ++channel) {
    const auto index = static_cast<size_t>(channel);
    int32_t sum = 0;
    for (int k = 0; k < layer.in.channels; ++k) sum += in[k] * weights[k];
    weights += layer.in.channels;
    out[channel] =
        layer.is_raw ? sum + layer.bias[index] : requantize(sum, layer.bias[index], layer.multiplier[index]);
  }
}

}  // namespace cradlewatch
