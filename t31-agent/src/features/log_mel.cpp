#include "features/log_mel.h"

#include <algorithm>
#include <cmath>

namespace cradlewatch {
namespace {

double hz_to_mel(double hz) { return 2595.0 * std::log10(1.0 + hz / 700.0); }

}  // namespace

LogMel::LogMel() : fft_(kiss_fftr_alloc(feature_spec::kFftSamples, 0, nullptr, nullptr)) {
  const double turn = 2.0 * std::acos(-1.0) / (kFrame - 1);
  for (size_t n = 0; n < hann_.size(); ++n) {
    hann_[n] = static_cast<float>((0.5 - 0.5 * std::cos(turn * static_cast<double>(n))) /
                                  feature_spec::kSampleScale);
  }
  make_filters();
}

void LogMel::make_filters() {
  const double low = hz_to_mel(feature_spec::kLowHz);
  const double step = (hz_to_mel(feature_spec::kHighHz) - low) / (kBands + 1);
  const double hz_per_bin = static_cast<double>(feature_spec::kSampleRateHz) / feature_spec::kFftSamples;
  for (int b = 0; b < kBands; ++b) {
    Band& band = bands_[static_cast<size_t>(b)];
    band = {0, 0, static_cast<int>(weights_.size())};
    const double left = low + b * step;
    for (int bin = 0; bin < kBins; ++bin) {
      const double position = (hz_to_mel(bin * hz_per_bin) - left) / step;
      const double weight = std::min(position, 2.0 - position);
      if (weight <= 0.0) continue;
      if (band.bins == 0) band.first_bin = bin;
      ++band.bins;
      weights_.push_back(static_cast<float>(weight));
    }
  }
}

void LogMel::reset() { history_.fill(0); }

void LogMel::window(const int16_t* pcm, float* out) {
  for (int f = 0; f < kFrames; ++f) {
    const int start = f * feature_spec::kHopSamples - kHistory;
    for (int n = 0; n < kFrame; ++n) {
      const int at = start + n;
      const int sample = at < 0 ? history_[static_cast<size_t>(at + kHistory)] : pcm[at];
      samples_[static_cast<size_t>(n)] = static_cast<float>(sample) * hann_[static_cast<size_t>(n)];
    }
    frame(out + f * kBands);
  }
  std::copy_n(pcm + feature_spec::kSampleRateHz - kHistory, kHistory, history_.begin());
}

void LogMel::frame(float* out) {
  kiss_fftr(fft_.get(), samples_.data(), spectrum_.data());
  for (size_t bin = 0; bin < power_.size(); ++bin) {
    power_[bin] = spectrum_[bin].r * spectrum_[bin].r + spectrum_[bin].i * spectrum_[bin].i;
  }
  for (size_t b = 0; b < bands_.size(); ++b) {
    const Band& band = bands_[b];
    const float* power = &power_[static_cast<size_t>(band.first_bin)];
    const float* weights = &weights_[static_cast<size_t>(band.weights)];
    float sum = 0.0F;
    for (int k = 0; k < band.bins; ++k) sum += power[k] * weights[k];
    out[b] = std::log(sum + static_cast<float>(feature_spec::kLogOffset));
  }
}

}  // namespace cradlewatch
