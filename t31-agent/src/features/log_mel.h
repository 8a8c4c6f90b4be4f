#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "feature_spec.h"
#include "kissfft/kiss_fftr.h"

namespace cradlewatch {

/// Log-mel of a stream of 1 s windows as models/features.json defines it (profile cry-tiny). Allocates only
/// when made.
class LogMel {
 public:
  static constexpr int kBands = feature_spec::kBands;
  static constexpr int kFrames = feature_spec::kSampleRateHz / feature_spec::kHopSamples;

  LogMel();

  /// Forgets the samples before the next window, after a gap.
  void reset();

  /// Turns the next second, kSampleRateHz samples, into kFrames * kBands values, frame by frame.
  void window(const int16_t* pcm, float* out);

 private:
  static constexpr int kFrame = feature_spec::kFrameSamples, kHistory = feature_spec::kHistorySamples;
  static constexpr int kBins = feature_spec::kFftSamples / 2 + 1;
  static_assert(kFrame == feature_spec::kFftSamples, "a frame fills the transform");
  static_assert(kHistory + feature_spec::kHopSamples == kFrame,
                "the first frame ends after one hop of the window");

  /// The bins that a band weighs: weights_[weights .. weights + bins) for spectrum bins from first_bin on.
  struct Band {
    int first_bin, bins, weights;
  };
  struct FreeFft {
    void operator()(kiss_fftr_state* fft) const { kiss_fftr_free(fft); }
  };

  void make_filters();
  void frame(float* out);

  std::unique_ptr<kiss_fftr_state, FreeFft> fft_;
  std::array<float, kFrame> hann_;
  std::array<Band, kBands> bands_;
  std::vector<float> weights_;
  std::array<int16_t, kHistory> history_{};
  std::array<float, kFrame> samples_;
  std::array<kiss_fft_cpx, kBins> spectrum_;
  std::array<float, kBins> power_;
};

}  // namespace cradlewatch
