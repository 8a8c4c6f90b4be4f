#include "spool/spool_fixture.h"

namespace cradlewatch {
namespace {

class SpoolFaultTest : public SpoolFixture {
 protected:
  int disk_error() const { return spool_->stats().disk_error; }
};

TEST_F(SpoolFaultTest, AFailingDiskLeavesRecordsInRam) {
  for (int FakeFlash::Errors::*kind : {&FakeFlash::Errors::create, &FakeFlash::Errors::write}) {
    flash_.errors = {};
    open();
    flash_.errors.*kind = EIO;
    EXPECT_EQ(append_synced(kEvents, "e1"), Kept::kInRam);
    EXPECT_EQ(disk_error(), EIO);
    EXPECT_EQ(append(kPictures, "p").kept, Kept::kDropped);
    append(kAudio, "a1");
    pass_ms(5000);
    EXPECT_EQ(drain_and_acknowledge(kEvents), "e1 ");
    EXPECT_EQ(drain_and_acknowledge(kAudio), "a1 ");
  }
}

TEST_F(SpoolFaultTest, GoesBackToTheDiskWhenItWorksAgain) {
  open();
  flash_.errors.write = EIO;
  EXPECT_EQ(append_synced(kEvents, "e1"), Kept::kInRam);
  flash_.errors = {};
  EXPECT_EQ(append_synced(kEvents, "e2"), Kept::kInRam);
  pass_ms(1000);
  EXPECT_EQ(disk_error(), 0);
  EXPECT_EQ(append_synced(kEvents, "e3"), Kept::kOnDisk);
  kill(), open();
  EXPECT_EQ(drain(kEvents), "e1 e2 e3 ");
}

TEST_F(SpoolFaultTest, AFailedSyncIsNotReportedAsStored) {
  open();
  flash_.errors.sync = EIO;
  EXPECT_EQ(append_synced(kEvents, "e1"), Kept::kInRam);
  EXPECT_FALSE(spool_->flush(0));
  flash_.errors = {};
  pass_ms(1000);
  EXPECT_EQ(append_synced(kEvents, "e2"), Kept::kOnDisk);
  EXPECT_EQ(segments("events").size(), 2U);
  EXPECT_EQ(drain(kEvents), "e1 e2 ");
}

TEST_F(SpoolFaultTest, WithoutADiskTheOldestInRamAreDroppedAndCounted) {
  open();
  flash_.errors.write = EIO;
  for (int k = 0; k < 5; ++k) append(kAudio, long_text(std::to_string(k), 300));
  EXPECT_EQ(stats(kAudio).dropped, 2U);
  EXPECT_EQ(drain_and_acknowledge(kAudio),
            long_text("2", 300) + " " + long_text("3", 300) + " " + long_text("4", 300) + " ");
}

TEST_F(SpoolFaultTest, ARecordInFlightFromRamMayBeDropped) {
  open();
  flash_.errors.write = EIO;
  for (int k = 0; k < 3; ++k) append(kAudio, long_text(std::to_string(k), 300)), next(kAudio);
  append(kAudio, long_text("3", 300));
  EXPECT_FALSE(acknowledge(long_text("0", 300)));
  spool_->rewind();
  EXPECT_EQ(next(kAudio), long_text("1", 300));
}

TEST_F(SpoolFaultTest, ATornWriteIsWrittenOver) {
  open();
  append_synced(kEvents, "e1");
  flash_.errors.write = ENOSPC;
  EXPECT_EQ(append_synced(kEvents, long_text("e2", 100)), Kept::kInRam);
  flash_.errors = {};
  pass_ms(1000), pass_ms(1000);
  kill(), open();
  EXPECT_EQ(drain(kEvents), "e1 " + long_text("e2", 100) + " ");
  EXPECT_EQ(spool_->stats().damaged, 0U);
}

TEST_F(SpoolFaultTest, ADiskThatOthersFilledMakesEventsDropAudio) {
  open();
  for (int k = 0; k < 5; ++k) append_synced(kAudio, long_text(std::to_string(k), 390));
  flash_.capacity = flash_.size() + 100;
  EXPECT_EQ(append_synced(kEvents, long_text("e1", 150)), Kept::kOnDisk);
  EXPECT_EQ(stats(kAudio).dropped, 1U);
  EXPECT_EQ(stats(kEvents).dropped, 0U);
}

TEST_F(SpoolFaultTest, AReadOnlyDiskStillHandsOutWhatItHolds) {
  open();
  append_synced(kEvents, "old");
  kill();
  auto& errors = flash_.errors;
  errors.create = errors.write = errors.truncate = errors.remove = errors.rename = EROFS;
  open();
  EXPECT_EQ(append_synced(kEvents, "new"), Kept::kInRam);
  EXPECT_EQ(disk_error(), EROFS);
  EXPECT_EQ(drain_and_acknowledge(kEvents), "old new ");
  EXPECT_NE(out_ids_["new"].epoch, out_ids_["old"].epoch);
  EXPECT_EQ(stats(kEvents).waiting_records, 0U);
}

TEST_F(SpoolFaultTest, NumbersAreNotUsedAgainWhenNoneCanBeSetAside) {
  open();
  append_synced(kEvents, "before");
  flash_.errors.rename = flash_.errors.create = EIO;
  std::map<std::pair<uint64_t, uint64_t>, int> uses;
  for (int k = 0; k < 10'000; ++k) {
    append(kEvents, "e");
    ++uses[{ids_["e"].epoch, ids_["e"].seq}];
    now_ms_ += 10;
    drain_and_acknowledge(kEvents);
  }
  kill();
  flash_.errors = {};
  open();
  append(kEvents, "after");
  ++uses[{ids_["after"].epoch, ids_["after"].seq}];
  EXPECT_EQ(uses.size(), 10'001U);
  EXPECT_EQ(ids_["after"].epoch, ids_["before"].epoch);
}

TEST_F(SpoolFaultTest, RunsFromRamIfTheFolderCannotBeListed) {
  flash_.errors.list = EIO;
  open();
  EXPECT_EQ(append_synced(kEvents, "e1"), Kept::kInRam);
  pass_ms(10'000);
  EXPECT_FALSE(spool_->flush(now_ms_));
  EXPECT_EQ(disk_error(), EIO);
  EXPECT_EQ(drain_and_acknowledge(kEvents), "e1 ");
  spool_.reset();
  EXPECT_TRUE(flash_.names().empty());
}

TEST_F(SpoolFaultTest, AReadErrorCostsTheRecordNotTheLane) {
  open();
  append_synced(kEvents, "e1");
  flash_.errors.read = EIO;
  EXPECT_EQ(next(kEvents), std::nullopt);
  flash_.errors = {};
  append_synced(kEvents, "e2");
  EXPECT_EQ(drain_and_acknowledge(kEvents), "e2 ");
  EXPECT_EQ(stats(kEvents).dropped, 1U);
}

TEST_F(SpoolFaultTest, TooManyOpenFilesIsWorthWaitingFor) {
  open();
  append_synced(kEvents, "e1");
  flash_.errors.open = EMFILE;
  EXPECT_EQ(next(kEvents), std::nullopt);
  flash_.errors = {};
  EXPECT_EQ(next(kEvents), "e1");
}

TEST_F(SpoolFaultTest, SurvivesAnyKindOfErrorAtAnyTime) {
  std::mt19937 random(7);
  int FakeFlash::Errors::*const kinds[] = {
      &FakeFlash::Errors::open,   &FakeFlash::Errors::create, &FakeFlash::Errors::read,
      &FakeFlash::Errors::write,  &FakeFlash::Errors::sync,   &FakeFlash::Errors::truncate,
      &FakeFlash::Errors::rename, &FakeFlash::Errors::remove, &FakeFlash::Errors::sync_folder};
  open();
  uint64_t appended = 0;
  for (int k = 0; k < 20'000; ++k) {
    if (random() % 20 == 0) flash_.errors.*kinds[random() % 9] = random() % 2 == 0 ? EIO : 0;
    const Lane lane = static_cast<Lane>(random() % 3);
    append(lane, std::to_string(k), random() % 4 == 0 ? Durability::kSynced : Durability::kStaged);
    ++appended;
    if (random() % 2 == 0) next(lane);
    if (random() % 2 == 0 && !out_ids_.empty()) {
      spool_->acknowledge(out_ids_.begin()->second);
      out_ids_.erase(out_ids_.begin());
    }
    if (random() % 50 == 0) spool_->rewind();
    if (random() % 10 == 0) pass_ms(random() % 2000);
  }
  flash_.errors = {};
  pass_ms(10'000);
  const SpoolStats stats = spool_->stats();
  for (const Lane lane : {kAudio, kPictures, kEvents}) {
    spool_->rewind();
    while (!drain_and_acknowledge(lane).empty()) {
    }
    EXPECT_EQ(this->stats(lane).waiting_records, 0U);
    EXPECT_EQ(this->stats(lane).waiting_bytes, 0U);
  }
  EXPECT_EQ(stats.disk_error, 0);
}

}  // namespace
}  // namespace cradlewatch
