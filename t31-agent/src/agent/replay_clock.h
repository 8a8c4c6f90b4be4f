#pragma once

#include <atomic>
#include <cstdint>

#include "capture/pacing_clock.h"

namespace cradlewatch {

/// A clock that began at some time and runs faster or slower than the real one.
class ScaledClock final : public PacingClock {
 public:
  /// speed: simulated seconds a second.
  ScaledClock(int64_t start_us, double speed, PacingClock& real)
      : start_us_(start_us), speed_(speed), real_(real), real_start_us_(real.steady_us()) {}

  int64_t wall_us() override { return start_us_ + steady_us(); }
  int64_t steady_us() override {
    return static_cast<int64_t>(static_cast<double>(real_.steady_us() - real_start_us_) * speed_);
  }
  void sleep_us(int64_t duration) override {
    real_.sleep_us(static_cast<int64_t>(static_cast<double>(duration) / speed_) + 1);
  }

 private:
  int64_t start_us_;
  double speed_;
  PacingClock& real_;
  int64_t real_start_us_;
};

/// A clock that stands still but for advance_to(). Read from any thread.
class StepClock final : public PacingClock {
 public:
  explicit StepClock(int64_t start_us) : now_us_(start_us) {}

  void advance_to(int64_t us) { now_us_ = us; }
  int64_t wall_us() override { return now_us_; }
  int64_t steady_us() override { return now_us_; }
  void sleep_us(int64_t) override {}

 private:
  std::atomic<int64_t> now_us_;
};

}  // namespace cradlewatch
