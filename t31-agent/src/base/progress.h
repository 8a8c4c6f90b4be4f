#pragma once

#include <atomic>
#include <cstdint>

#include "capture/pacing_clock.h"

namespace cradlewatch {

/// Shows that a thread goes on: it ticks, another asks when it last did. By the system's steady clock.
class Progress {
 public:
  void tick() { last_us_.store(PacingClock::system().steady_us(), std::memory_order_relaxed); }
  /// A thread that has not begun or has ended in order is not waited for.
  void end() { last_us_.store(kNever, std::memory_order_relaxed); }
  bool is_stalled(int64_t longest_us) const {
    const int64_t last_us = last_us_.load(std::memory_order_relaxed);
    return last_us != kNever && PacingClock::system().steady_us() - last_us > longest_us;
  }

 private:
  static constexpr int64_t kNever = INT64_MAX;
  std::atomic<int64_t> last_us_{kNever};
};

}  // namespace cradlewatch
