#include "spool/spool.h"

#include "spool/spool_fixture.h"

namespace cradlewatch {
namespace {

using Status = HandedOut::Status;
using SpoolTest = SpoolFixture;

TEST_F(SpoolTest, HandsOutEachLanesRecordsInTheirOrder) {
  open();
  append(kAudio, "a1"), append(kEvents, "e1"), append(kAudio, "a2"), append(kPictures, "p1");
  append_synced(kEvents, "e2"), append(kEvents, "e3");
  EXPECT_EQ(drain(kAudio), "a1 a2 ");
  EXPECT_EQ(drain(kEvents), "e1 e2 e3 ");
  EXPECT_EQ(drain(kPictures), "p1 ");
  append(kEvents, "e4");
  EXPECT_EQ(drain(kEvents), "e4 ");
}

TEST_F(SpoolTest, NumbersEachLaneApartUnderOneEpoch) {
  open();
  for (const char* text : {"0", "1", "2"}) append(kAudio, text);
  append(kEvents, "e");
  EXPECT_NE(ids_["0"].epoch, 0U);
  EXPECT_EQ(ids_["2"], (RecordId{kAudio, ids_["0"].epoch, 2}));
  EXPECT_EQ(ids_["e"], (RecordId{kEvents, ids_["0"].epoch, 0}));
  drain(kAudio);
  EXPECT_EQ(out_ids_["2"], ids_["2"]);
  EXPECT_EQ(spool_->stats().epoch, ids_["0"].epoch);
}

TEST_F(SpoolTest, TakesARecordInTwoParts) {
  open();
  spool_->append(kAudio, bytes_of("head "), bytes_of("body"), Durability::kStaged, 0);
  spool_->append(kEvents, {}, bytes_of("body"), Durability::kSynced, 0);
  EXPECT_EQ(next(kAudio), "head body");
  EXPECT_EQ(next(kEvents), "body");
}

TEST_F(SpoolTest, AnAcknowledgedRecordIsDoneWith) {
  open();
  append(kAudio, "a1"), append_synced(kAudio, "a2"), append(kAudio, "a3");
  EXPECT_EQ(stats(kAudio).waiting_records, 3U);
  EXPECT_EQ(drain(kAudio), "a1 a2 a3 ");
  EXPECT_EQ(stats(kAudio).waiting_records, 3U);
  EXPECT_TRUE(acknowledge("a2"));
  EXPECT_TRUE(acknowledge("a3"));
  EXPECT_FALSE(acknowledge("a3"));
  EXPECT_EQ(stats(kAudio).waiting_records, 1U);
  EXPECT_EQ(stats(kAudio).waiting_bytes, 2U);
  spool_->rewind();
  EXPECT_EQ(drain(kAudio), "a1 ");
  EXPECT_TRUE(acknowledge("a1"));
  spool_->rewind();
  EXPECT_EQ(drain(kAudio), "");
  EXPECT_EQ(stats(kAudio).waiting_bytes, 0U);
}

TEST_F(SpoolTest, DoesNotKnowARecordThatItNeverHandedOut) {
  open();
  append(kAudio, "a1");
  EXPECT_FALSE(spool_->acknowledge(ids_["a1"]));
  next(kAudio);
  EXPECT_FALSE(spool_->acknowledge({kAudio, ids_["a1"].epoch + 1, ids_["a1"].seq}));
  EXPECT_FALSE(spool_->acknowledge({kEvents, ids_["a1"].epoch, ids_["a1"].seq}));
  EXPECT_TRUE(spool_->acknowledge(ids_["a1"]));
}

TEST_F(SpoolTest, WhatIsHandedBackComesBeforeWhatIsNew) {
  open();
  for (const char* text : {"1", "2", "3"}) append_synced(kEvents, text);
  append(kEvents, "4");
  next(kEvents), next(kEvents), next(kEvents);
  spool_->hand_back(out_ids_["3"]);
  spool_->hand_back(out_ids_["1"]);
  EXPECT_EQ(drain(kEvents), "1 3 4 ");
  EXPECT_TRUE(acknowledge("2"));
  spool_->rewind();
  EXPECT_EQ(drain_and_acknowledge(kEvents), "1 3 4 ");
}

TEST_F(SpoolTest, ARecordMayBeHandedBackAndAcknowledgedAllTheSame) {
  open();
  append(kEvents, "1"), append(kEvents, "2");
  drain(kEvents);
  spool_->rewind();
  EXPECT_TRUE(acknowledge("1"));
  EXPECT_EQ(drain(kEvents), "2 ");
}

TEST_F(SpoolTest, SaysWhatABufferMustHold) {
  open();
  uint8_t small[3] = {};
  for (const Durability durability : {Durability::kSynced, Durability::kStaged}) {
    const std::string text = durability == Durability::kStaged ? "staged" : "synced";
    append(kEvents, text, durability);
    const HandedOut asked = spool_->next(kEvents, nullptr, 0);
    EXPECT_EQ(asked.status, Status::kTooSmall);
    EXPECT_EQ(asked.size, 6U);
    EXPECT_EQ(spool_->next(kEvents, small, sizeof(small)).status, Status::kTooSmall);
    EXPECT_EQ(next(kEvents), text);
    spool_->rewind();
    EXPECT_EQ(spool_->next(kEvents, small, sizeof(small)).status, Status::kTooSmall);
    EXPECT_EQ(next(kEvents), text);
    EXPECT_TRUE(acknowledge(text));
  }
}

TEST_F(SpoolTest, HandsOutNoMoreThanMayBeInFlight) {
  options_.max_in_flight = 2;
  open();
  for (const char* text : {"1", "2", "3"}) append(kEvents, text);
  EXPECT_EQ(drain(kEvents), "1 2 ");
  EXPECT_TRUE(acknowledge("2"));
  EXPECT_EQ(drain(kEvents), "");
  EXPECT_TRUE(acknowledge("1"));
  EXPECT_EQ(drain(kEvents), "3 ");
}

TEST_F(SpoolTest, RefusesAndCountsARecordThatIsEmptyOrTooLarge) {
  open();
  EXPECT_EQ(append(kEvents, "").kept, Kept::kDropped);
  EXPECT_EQ(append(kEvents, std::string(201, 'x')).kept, Kept::kDropped);
  EXPECT_EQ(append(kEvents, std::string(200, 'x')).kept, Kept::kInRam);
  EXPECT_EQ(stats(kEvents).dropped, 2U);
  EXPECT_EQ(ids_[std::string(200, 'x')].seq, 0U);
}

TEST_F(SpoolTest, WhatIsAcknowledgedInTimeNeverReachesTheDisk) {
  open();
  const size_t before = flash_.written_bytes;
  for (int k = 0; k < 100; ++k) {
    append(kAudio, std::to_string(k)), append(kEvents, "e" + std::to_string(k));
    pass_ms(500);
    EXPECT_EQ(drain_and_acknowledge(kAudio), std::to_string(k) + " ");
    drain_and_acknowledge(kEvents);
  }
  EXPECT_EQ(flash_.written_bytes, before);
}

TEST_F(SpoolTest, WhatIsNotAcknowledgedGoesToDiskAndIsSyncedInTime) {
  open();
  append(kAudio, "a1");
  pass_ms(999);
  EXPECT_TRUE(segments("audio").empty());
  pass_ms(1);
  EXPECT_EQ(segments("audio").size(), 1U);
  const size_t syncs = flash_.syncs;
  pass_ms(999);
  EXPECT_EQ(flash_.syncs, syncs);
  pass_ms(1);
  EXPECT_GT(flash_.syncs, syncs);
  EXPECT_EQ(next(kAudio), "a1");
}

TEST_F(SpoolTest, ARecordInFlightMayMoveFromRamToDisk) {
  open();
  append(kAudio, "a1"), append(kAudio, "a2"), append(kAudio, "a3");
  EXPECT_EQ(next(kAudio), "a1");
  EXPECT_EQ(next(kAudio), "a2");
  EXPECT_TRUE(acknowledge("a2"));
  pass_ms(1000);
  EXPECT_EQ(drain(kAudio), "a3 ");
  spool_->rewind();
  EXPECT_EQ(drain_and_acknowledge(kAudio), "a1 a3 ");
  EXPECT_EQ(stats(kAudio).waiting_records, 0U);
}

TEST_F(SpoolTest, ASyncedEventTakesTheOlderOnesOfItsLaneAlong) {
  open();
  append(kEvents, "heartbeat"), append(kAudio, "a1");
  EXPECT_EQ(append_synced(kEvents, "onset"), Kept::kOnDisk);
  kill(), open();
  EXPECT_EQ(drain(kEvents), "heartbeat onset ");
  EXPECT_EQ(drain(kAudio), "");
}

TEST_F(SpoolTest, AFullStageOverflowsToDisk) {
  open();
  std::string all;
  for (int k = 0; k < 6; ++k) {
    const std::string text = long_text(std::to_string(k), 300);
    EXPECT_EQ(append(kAudio, text).kept, Kept::kInRam);
    all += text + " ";
  }
  EXPECT_FALSE(segments("audio").empty());
  EXPECT_EQ(drain(kAudio), all);
  EXPECT_EQ(stats(kAudio).dropped, 0U);
}

TEST_F(SpoolTest, ASegmentGoesWhenAllOfItIsAcknowledged) {
  open();
  for (int k = 0; k < 4; ++k) append_synced(kAudio, long_text(std::to_string(k), 390));
  ASSERT_EQ(segments("audio").size(), 4U);
  drain(kAudio);
  EXPECT_TRUE(acknowledge(long_text("1", 390)));
  EXPECT_EQ(segments("audio").size(), 4U);
  EXPECT_TRUE(acknowledge(long_text("0", 390)));
  EXPECT_EQ(segments("audio").size(), 2U);
  EXPECT_EQ(stats(kAudio).disk_bytes, flash_.bytes(segments("audio")[0]).size() * 2);
}

TEST(SpoolOptionsTest, NamesAWrongValue) {
  const auto error = [](void (*spoil)(SpoolOptions&)) {
    SpoolOptions options;
    spoil(options);
    FakeFlash flash;
    const auto spool = Spool::open(options, std::make_unique<FakeDisk>(flash));
    return spool ? "opened" : spool.error().message;
  };
  EXPECT_EQ(error([](SpoolOptions&) {}), "opened");
  EXPECT_EQ(error([](SpoolOptions& o) { o.max_bytes = 4U << 20; }),
            "spool.max_bytes 4194304: expected 4198700 at least, for the largest record of pictures");
  EXPECT_EQ(error([](SpoolOptions& o) { o.lanes[0].stage_bytes = 10; }),
            "spool.audio.stage_bytes 10: expected 0, or a record of 33000 bytes at least");
  EXPECT_EQ(error([](SpoolOptions& o) { o.lanes[1].max_bytes = 10; }),
            "spool.pictures.max_bytes 10: expected 0, or 4198452 at least");
  EXPECT_EQ(error([](SpoolOptions& o) { o.lanes[2].max_record_bytes = 0; }),
            "spool.events.max_record_bytes 0: expected 1 to 67108864");
  EXPECT_EQ(error([](SpoolOptions& o) { o.sync_ms = -1; }), "spool.sync_ms -1: expected 0 or more");
  EXPECT_EQ(error([](SpoolOptions& o) { o.max_in_flight = 0; }),
            "spool.max_in_flight 0: expected 1 to 65536");
}

}  // namespace
}  // namespace cradlewatch
