#include "spool/spool_fixture.h"

namespace cradlewatch {
namespace {

class SpoolBoundsTest : public SpoolFixture {
 protected:
  static constexpr size_t kBytes = 180;

  /// The lane's record k, of kBytes.
  static std::string text(Lane lane, int k) {
    return long_text("ape"[static_cast<int>(lane)] + std::to_string(k), kBytes);
  }
  Kept fill(Lane lane, int from, int to) {
    Kept kept = Kept::kOnDisk;
    for (int k = from; k < to; ++k) kept = append_synced(lane, text(lane, k));
    return kept;
  }
  std::string first_waiting(Lane lane) {
    const std::string first = next(lane).value_or("none");
    spool_->rewind();
    return first.substr(0, first.find('.'));
  }
};

TEST_F(SpoolBoundsTest, StaysWithinItsBytesWhateverComes) {
  open();
  for (int k = 0; k < 100; ++k) {
    fill(static_cast<Lane>(k % 3), k, k + 1);
    EXPECT_LE(flash_.size(), options_.max_bytes);
  }
  EXPECT_GT(flash_.size(), options_.max_bytes * 3 / 4);
}

TEST_F(SpoolBoundsTest, DropsTheOldestAudioFirst) {
  open();
  fill(kEvents, 0, 5), fill(kAudio, 0, 30);
  EXPECT_EQ(first_waiting(kEvents), "e0");
  EXPECT_GT(stats(kAudio).dropped, 0U);
  EXPECT_EQ(first_waiting(kAudio), "a" + std::to_string(stats(kAudio).dropped));
  EXPECT_EQ(stats(kAudio).waiting_records + stats(kAudio).dropped, 30U);
  EXPECT_EQ(stats(kEvents).dropped + stats(kPictures).dropped, 0U);
}

TEST_F(SpoolBoundsTest, EventsDropAudioThenPicturesThenTheOldestEvents) {
  open();
  fill(kAudio, 0, 5), fill(kPictures, 0, 5);
  int events = 0;
  const auto append_until_drop = [&](Lane lane) {
    const uint64_t before = stats(lane).dropped;
    while (stats(lane).dropped == before) fill(kEvents, events, events + 1), ++events;
  };
  append_until_drop(kAudio);
  EXPECT_EQ(stats(kPictures).dropped, 0U);
  append_until_drop(kPictures);
  EXPECT_EQ(stats(kAudio).waiting_records, 0U);
  EXPECT_EQ(stats(kEvents).dropped, 0U);
  append_until_drop(kEvents);
  EXPECT_EQ(stats(kPictures).waiting_records, 0U);
  EXPECT_EQ(first_waiting(kEvents), "e" + std::to_string(stats(kEvents).dropped));
  EXPECT_EQ(next(kEvents).has_value(), true);
}

TEST_F(SpoolBoundsTest, AudioAndPicturesDropNoEvent) {
  open();
  int events = 0;
  while (stats(kEvents).dropped == 0) fill(kEvents, events, events + 1), ++events;
  const uint64_t waiting = stats(kEvents).waiting_records;
  EXPECT_EQ(append_synced(kPictures, std::string(1000, 'p')), Kept::kDropped);
  for (int k = 0; k < 20; ++k) EXPECT_NE(append(kAudio, text(kAudio, k)).kept, Kept::kOnDisk);
  EXPECT_EQ(stats(kEvents).waiting_records, waiting);
  EXPECT_EQ(stats(kEvents).dropped, static_cast<uint64_t>(events) - waiting);
  EXPECT_EQ(stats(kPictures).dropped, 1U);
}

TEST_F(SpoolBoundsTest, DropsNothingForARecordThatWouldNotFitEvenSo) {
  open();
  fill(kAudio, 0, 1), fill(kEvents, 0, 14);
  ASSERT_EQ(stats(kAudio).dropped, 0U);
  EXPECT_EQ(append_synced(kPictures, std::string(1000, 'p')), Kept::kDropped);
  EXPECT_EQ(stats(kAudio).waiting_records, 1U);
}

TEST_F(SpoolBoundsTest, AudioWithoutRoomOnDiskWaitsInRamAsLongAsItFits) {
  open();
  int events = 0;
  while (stats(kEvents).dropped == 0) fill(kEvents, events, events + 1), ++events;
  fill(kEvents, events, events + 1);
  for (int k = 0; k < 4; ++k) append(kAudio, long_text(std::to_string(k), 400));
  pass_ms(5000);
  EXPECT_EQ(next(kAudio), long_text("2", 400));
  EXPECT_EQ(next(kAudio), long_text("3", 400));
  EXPECT_EQ(stats(kAudio).dropped, 2U);
}

TEST_F(SpoolBoundsTest, ALaneDropsItsOwnOldestBeyondItsOwnBound) {
  open();
  fill(kAudio, 0, 2), fill(kPictures, 0, 20);
  EXPECT_LE(stats(kPictures).disk_bytes, 2000U);
  EXPECT_EQ(stats(kPictures).waiting_records + stats(kPictures).dropped, 20U);
  EXPECT_EQ(stats(kAudio).dropped, 0U);
}

TEST_F(SpoolBoundsTest, ARecordInFlightMayBeDroppedWithoutConfusion) {
  open();
  fill(kAudio, 0, 4);
  for (int k = 0; k < 4; ++k) next(kAudio);
  fill(kAudio, 4, 40);
  EXPECT_FALSE(acknowledge(text(kAudio, 0)));
  EXPECT_EQ(stats(kAudio).waiting_records + stats(kAudio).dropped, 40U);
  spool_->rewind();
  const uint64_t waiting = stats(kAudio).waiting_records;
  EXPECT_EQ(first_waiting(kAudio), "a" + std::to_string(40 - waiting));
  drain_and_acknowledge(kAudio);
  EXPECT_EQ(stats(kAudio).waiting_records, 0U);
}

TEST_F(SpoolBoundsTest, TheCountOfDropsOutlivesARestart) {
  open();
  fill(kAudio, 0, 40);
  const uint64_t dropped = stats(kAudio).dropped;
  ASSERT_GT(dropped, 0U);
  open();
  EXPECT_EQ(stats(kAudio).dropped, dropped);
  pass_ms(1000);
  fill(kAudio, 40, 60);
  const uint64_t more = stats(kAudio).dropped;
  pass_ms(1000);
  kill(), open();
  EXPECT_EQ(stats(kAudio).dropped, more);
}

TEST_F(SpoolBoundsTest, ASmallerBoundCountsFromTheNextStart) {
  open();
  fill(kAudio, 0, 15);
  options_.max_bytes = 2048;
  open();
  EXPECT_LE(flash_.size(), options_.max_bytes);
  EXPECT_EQ(stats(kAudio).waiting_records + stats(kAudio).dropped, 15U);
  EXPECT_EQ(first_waiting(kAudio), "a" + std::to_string(stats(kAudio).dropped));
}

}  // namespace
}  // namespace cradlewatch
