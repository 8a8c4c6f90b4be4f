#pragma once

#include <cstdint>

#include "capture/pacing_clock.h"

namespace cradlewatch {

/// When something happened, in a way that a clock set later can put right: by the wall clock, how far that
/// was from the steady clock, and in which run of the system.
struct Stamp {
  int64_t at_us;
  int64_t offset_us;
  /// 0: by a simulated clock, which is never wrong.
  uint64_t boot;
};

/// The device's clock as records need it. A board without a battery starts in 1970 and learns the time from
/// the network: what was recorded before is then put right, or the job would refuse it as years old.
class DeviceClock {
 public:
  /// Smaller differences are the clock being trimmed.
  static constexpr int64_t kJumpUs = 1'000'000;

  /// boot as boot_id() gives it, or 0 for a simulated clock.
  DeviceClock(PacingClock& clock, uint64_t boot) : clock_(clock), boot_(boot) {}

  int64_t now_us() { return clock_.wall_us(); }
  int64_t steady_us() { return clock_.steady_us(); }

  Stamp stamp(int64_t at_us) { return {at_us, offset_us(), boot_}; }

  /// The time of a stamp by the clock as it is now.
  int64_t time_of(const Stamp& stamp);

  /// Identity of this run of the system; 0 if it tells none.
  static uint64_t boot_id();

 private:
  int64_t offset_us() { return clock_.wall_us() - clock_.steady_us(); }

  PacingClock& clock_;
  uint64_t boot_;
};

}  // namespace cradlewatch
