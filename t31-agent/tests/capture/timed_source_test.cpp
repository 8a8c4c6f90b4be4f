#include "capture/timed_source.h"

#include <gtest/gtest.h>

#include <vector>

#include "capture/fake_clock.h"

namespace cradlewatch {
namespace {

using Status = AudioSource::Status;

/// A few windows, each of which takes a given time to arrive.
class SlowSource final : public AudioSource {
 public:
  SlowSource(FakeClock& clock, std::vector<int64_t> durations)
      : clock_(clock), durations_(std::move(durations)) {}

  Status read(AudioWindow& out) override {
    if (next_ == durations_.size()) return Status::kEnd;
    out.pcm.fill(static_cast<int16_t>(next_));
    clock_.pass(durations_[next_++]);
    return Status::kOk;
  }
  const std::string& error() const override { return error_; }

 private:
  FakeClock& clock_;
  std::vector<int64_t> durations_;
  size_t next_ = 0;
  std::string error_;
};

class TimedSourceTest : public ::testing::Test {
 protected:
  TimedSource timed(Timing timing, std::vector<int64_t> durations, std::optional<int64_t> start_us = {}) {
    return TimedSource(std::make_unique<SlowSource>(clock_, std::move(durations)), timing, clock_, start_us,
                       &stop_);
  }

  FakeClock clock_;
  std::atomic<bool> stop_{false};
  AudioWindow window_{};
};

TEST_F(TimedSourceTest, AFileCountsOnFromItsStart) {
  auto source = timed(Timing::kFile, {10, 10, 10}, 42'000'000);
  for (const int64_t expected : {42'000'000, 43'000'000, 44'000'000}) {
    ASSERT_EQ(source.read(window_), Status::kOk);
    EXPECT_EQ(window_.start_us, expected);
  }
  EXPECT_EQ(source.read(window_), Status::kEnd);
}

TEST_F(TimedSourceTest, AFileWithoutAStartBeginsNow) {
  const int64_t now = clock_.wall;
  auto source = timed(Timing::kFile, {10});
  ASSERT_EQ(source.read(window_), Status::kOk);
  EXPECT_EQ(window_.start_us, now);
}

TEST_F(TimedSourceTest, APacedFileGivesEachWindowWhenItsSecondHasPassed) {
  const int64_t begin = clock_.steady;
  auto source = timed(Timing::kFilePaced, {10, 10, 300'000}, 0);
  for (const int64_t seconds : {1, 2, 3}) {
    ASSERT_EQ(source.read(window_), Status::kOk);
    EXPECT_EQ(clock_.steady - begin, seconds * kWindowUs);
  }
}

TEST_F(TimedSourceTest, AStopEndsTheWait) {
  auto source = timed(Timing::kFilePaced, {10, 10}, 0);
  ASSERT_EQ(source.read(window_), Status::kOk);
  stop_ = true;
  const int64_t before = clock_.steady;
  EXPECT_EQ(source.read(window_), Status::kEnd);
  EXPECT_EQ(clock_.steady, before);
}

TEST_F(TimedSourceTest, LiveWindowsFollowEachOtherAndSlewToTheClock) {
  auto source = timed(Timing::kLive, {1'000'000, 1'000'400, 1'040'000, 960'000});
  const int64_t begin = clock_.wall;
  std::vector<int64_t> starts;
  while (source.read(window_) == Status::kOk) starts.push_back(window_.start_us - begin);
  // A little drift is followed at once, a late read only by the greatest slew.
  EXPECT_EQ(starts, (std::vector<int64_t>{0, 1'000'400, 2'001'400, 3'000'400}));
}

TEST_F(TimedSourceTest, ALiveGapMakesTheStartJump) {
  auto source = timed(Timing::kLive, {1'000'000, 6'000'000, 1'000'000});
  const int64_t begin = clock_.wall;
  std::vector<int64_t> starts;
  while (source.read(window_) == Status::kOk) starts.push_back(window_.start_us - begin);
  EXPECT_EQ(starts, (std::vector<int64_t>{0, 6'000'000, 7'000'000}));
}

}  // namespace
}  // namespace cradlewatch
