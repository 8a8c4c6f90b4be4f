#pragma once

#include <cstdint>

namespace cradlewatch {

/// The times that capture needs, apart from the system's so that tests can set them.
class PacingClock {
 public:
  virtual ~PacingClock() = default;

  /// us since the Unix epoch; may jump when the system learns the time.
  virtual int64_t wall_us() = 0;

  /// us since some start; never jumps.
  virtual int64_t steady_us() = 0;

  virtual void sleep_us(int64_t duration) = 0;

  static PacingClock& system();
};

}  // namespace cradlewatch
