#include "capture/timed_source.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace cradlewatch {
namespace {

constexpr int64_t kLongestSleepUs = 200'000;

}  // namespace

TimedSource::TimedSource(std::unique_ptr<AudioSource> source, Timing timing, PacingClock& clock,
                         std::optional<int64_t> start_us, const std::atomic<bool>* stop)
    : source_(std::move(source)), timing_(timing), clock_(clock), stop_(stop) {
  if (timing != Timing::kLive) next_us_ = start_us;
}

AudioSource::Status TimedSource::read(AudioWindow& out) {
  if (is_stopped()) return Status::kEnd;
  if (timing_ != Timing::kLive && !next_us_) next_us_ = clock_.wall_us();
  if (!steady_start_us_) steady_start_us_ = clock_.steady_us();
  const Status status = source_->read(out);
  if (status != Status::kOk) return status;
  if (timing_ == Timing::kLive) {
    stamp_live(out);
    return Status::kOk;
  }
  out.start_us = *next_us_;
  *next_us_ += kWindowUs;
  ++windows_;
  const bool is_due = timing_ == Timing::kFile || wait_until_steady(*steady_start_us_ + windows_ * kWindowUs);
  return is_due ? Status::kOk : Status::kEnd;
}

void TimedSource::stamp_live(AudioWindow& out) {
  const int64_t heard_us = clock_.wall_us() - kWindowUs;
  const int64_t expected_us = next_us_.value_or(heard_us);
  const int64_t late_us = heard_us - expected_us;
  out.start_us =
      std::llabs(late_us) > kJumpUs ? heard_us : expected_us + std::clamp(late_us, -kSlewUs, kSlewUs);
  next_us_ = out.start_us + kWindowUs;
}

bool TimedSource::wait_until_steady(int64_t steady_us) {
  for (int64_t now = clock_.steady_us(); now < steady_us; now = clock_.steady_us()) {
    if (is_stopped()) return false;
    clock_.sleep_us(std::min(steady_us - now, kLongestSleepUs));
  }
  return true;
}

}  // namespace cradlewatch
