#include "capture/pacing_clock.h"

#include <chrono>
#include <thread>

namespace cradlewatch {
namespace {

template <typename Clock>
int64_t us_of() {
  return std::chrono::duration_cast<std::chrono::microseconds>(Clock::now().time_since_epoch()).count();
}

class SystemClock final : public PacingClock {
 public:
  int64_t wall_us() override { return us_of<std::chrono::system_clock>(); }
  int64_t steady_us() override { return us_of<std::chrono::steady_clock>(); }
  void sleep_us(int64_t duration) override {
    std::this_thread::sleep_for(std::chrono::microseconds(duration));
  }
};

}  // namespace

PacingClock& PacingClock::system() {
  static SystemClock clock;
  return clock;
}

}  // namespace cradlewatch
