#include "records/journal.h"

#include <gtest/gtest.h>

#include <cstring>

#include "capture/fake_clock.h"
#include "memory_spool.h"

namespace cradlewatch {
namespace {

class JournalTest : public ::testing::Test {
 protected:
  EventHead event(size_t k) {
    EventHead head;
    const auto events = spool_.waiting(Lane::kEvents);
    std::memcpy(&head, events.at(k).data(), sizeof(head));
    return head;
  }

  FakeClock time_;
  DeviceClock clock_{time_, 7};
  MemorySpool spool_;
  Wakeup wakeup_;
  Journal journal_{spool_, clock_, wakeup_};
};

TEST_F(JournalTest, AWindowGoesInWithItsSamplesScoreReasonAndModel) {
  auto window = std::make_unique<AudioWindow>();
  window->start_us = 42;
  window->pcm.fill(7);
  journal_.window(*window, 0.5F, wire::Reason::kContext, Text<48>::of("cry-tiny 1"));
  const auto windows = spool_.waiting(Lane::kAudio);
  ASSERT_EQ(windows.size(), 1U);
  WindowHead head;
  std::memcpy(&head, windows[0].data(), sizeof(head));
  EXPECT_EQ(head.start.at_us, 42);
  EXPECT_EQ(head.score, 0.5F);
  EXPECT_EQ(head.reason, static_cast<uint8_t>(wire::Reason::kContext));
  EXPECT_EQ(head.agent_model.view(), "cry-tiny 1");
  EXPECT_EQ(windows[0].size(), sizeof(head) + 32'000);
  EXPECT_EQ(journal_.counts().windows, 1U);
}

TEST_F(JournalTest, AHeartbeatTellsMemorySpoolAndDrops) {
  journal_.edge(wire::EventKind::kCryOnset, 5, 0.75F);
  journal_.heartbeat(1000, 3);
  const EventHead head = event(1);
  EXPECT_EQ(head.kind, static_cast<uint8_t>(wire::EventKind::kHeartbeat));
  EXPECT_EQ(head.free_memory_bytes, 1000U);
  EXPECT_EQ(head.spool_bytes, sizeof(EventHead));
  EXPECT_EQ(head.dropped_windows, 3U);
  EXPECT_EQ(head.agent_version.view(), AGENT_VERSION);
  EXPECT_EQ(head.at.at_us, time_.wall);
}

TEST_F(JournalTest, AFaultThatRepeatsIsOneEventAMinute) {
  for (int k = 0; k < 3; ++k) journal_.fault(FaultKind::kCapture, "no samples, try %d", k);
  journal_.fault(FaultKind::kDisk, "read-only");
  ASSERT_EQ(spool_.waiting(Lane::kEvents).size(), 2U);
  EXPECT_EQ(event(0).detail.view(), "capture: no samples, try 0");
  EXPECT_EQ(event(1).detail.view(), "disk: read-only");
}

TEST_F(JournalTest, WordsThatAreNotAsciiCannotSpoilTheRecord) {
  journal_.fault(FaultKind::kPicture, "%s", "n\xC3\xA4ht-\xFF\n.jpg");
  EXPECT_EQ(event(0).detail.view(), "picture: n??ht-??.jpg");
}

TEST(DeviceClockTest, PutsRightWhatWasRecordedBeforeTheClockWasSet) {
  FakeClock time;
  DeviceClock clock(time, 7);
  time.wall = 60'000'000;
  const Stamp stamp = clock.stamp(59'000'000);
  time.pass(10'000'000);
  time.wall = 1'772'330'584'000'000;
  EXPECT_EQ(clock.time_of(stamp), 1'772'330'584'000'000 - 11'000'000);
}

TEST(DeviceClockTest, ATrimmedClockChangesNoRecord) {
  FakeClock time;
  DeviceClock clock(time, 7);
  const Stamp stamp = clock.stamp(time.wall);
  const int64_t at = time.wall;
  time.wall += 900'000;
  EXPECT_EQ(clock.time_of(stamp), at);
}

TEST(DeviceClockTest, WhatAnEarlierBootRecordedStaysAsItIs) {
  FakeClock time;
  const Stamp stamp = DeviceClock(time, 6).stamp(42);
  time.wall += 3'600'000'000;
  EXPECT_EQ(DeviceClock(time, 7).time_of(stamp), 42);
  EXPECT_EQ(DeviceClock(time, 0).time_of(stamp), 42);
}

TEST(DeviceClockTest, ABootHasAnId) { EXPECT_EQ(DeviceClock::boot_id(), DeviceClock::boot_id()); }

}  // namespace
}  // namespace cradlewatch
