#pragma once

#include <algorithm>
#include <cstdint>
#include <random>

namespace cradlewatch {

/// How long to wait after the n-th failure in a row: twice as long each time up to most_ms, the half of it
/// drawn at random, so that a fleet does not come back all at once.
class Backoff {
 public:
  Backoff(int first_ms, int most_ms, uint32_t seed) : first_ms_(first_ms), most_ms_(most_ms), random_(seed) {}

  void succeeded() { next_ms_ = 0; }

  int failed() {
    next_ms_ = next_ms_ == 0 ? first_ms_ : std::min(2 * next_ms_, most_ms_);
    return next_ms_ / 2 + static_cast<int>(random_() % static_cast<uint32_t>(next_ms_ / 2 + 1));
  }

 private:
  int first_ms_, most_ms_;
  std::minstd_rand random_;
  int next_ms_ = 0;
};

}  // namespace cradlewatch
