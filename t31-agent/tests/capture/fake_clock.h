#pragma once

#include "capture/pacing_clock.h"

namespace cradlewatch {

/// A clock that only moves when told to, or when somebody sleeps.
class FakeClock final : public PacingClock {
 public:
  int64_t wall_us() override { return wall; }
  int64_t steady_us() override { return steady; }
  void sleep_us(int64_t duration) override { pass(duration); }
  void pass(int64_t duration) {
    wall += duration;
    steady += duration;
  }

  int64_t wall = 1'700'000'000'000'000, steady = 5'000;
};

}  // namespace cradlewatch
