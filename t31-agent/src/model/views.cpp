#include "model/views.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace cradlewatch {
namespace {

constexpr int kFrames = ModelFile::kFrames, kBands = ModelFile::kBands;
constexpr int kSpan = 10, kHop = 5, kHops = kFrames / kHop;
static_assert(kSpan == 2 * kHop && kFrames % kHop == 0, "a span is two hops");

int rounded_quotient(int sum, int count) { return (sum + count / 2) / count; }

}  // namespace

uint8_t quantize_log_mel(float log_mel, float low, float steps_per_unit) {
  const float steps = std::floor((log_mel - low) * steps_per_unit + 0.5F);
  if (!(steps > 0.0F)) return 0;
  return static_cast<uint8_t>(std::min(steps, 255.0F));
}

void make_views(const uint8_t* context, const Tensor& out) {
  std::array<std::array<int, kBands>, kHops> hops{};
  int total = 0;
  for (int frame = 0; frame < kFrames; ++frame) {
    auto& sums = hops[static_cast<size_t>(frame / kHop)];
    for (size_t band = 0; band < kBands; ++band) {
      const int value = context[static_cast<size_t>(frame) * kBands + band];
      sums[band] += value;
      total += value;
    }
  }
  std::array<int, kBands> floors;
  int peak = 0;
  for (size_t band = 0; band < kBands; ++band) {
    int least = hops[0][band] + hops[1][band];
    for (size_t hop = 0; hop + 1 < kHops; ++hop) {
      const int sum = hops[hop][band] + hops[hop + 1][band];
      least = std::min(least, sum);
      peak = std::max(peak, sum);
    }
    floors[band] = rounded_quotient(least, kSpan);
  }
  const int mean = rounded_quotient(total, kFrames * kBands);
  peak = rounded_quotient(peak, kSpan);
  for (int frame = 0; frame < kFrames; ++frame) {
    int8_t* to = out.at + frame * out.row_step;
    for (int band = 0; band < kBands; ++band) {
      const int value = *context++;
      to[0] = static_cast<int8_t>(std::clamp(value - mean, -127, 127));
      to[out.channel_step] =
          static_cast<int8_t>(std::clamp(value - floors[static_cast<size_t>(band)], -40, 120));
      to[2 * out.channel_step] = static_cast<int8_t>(std::clamp(value - peak, -120, 60));
      to += out.col_step;
    }
  }
}

}  // namespace cradlewatch
