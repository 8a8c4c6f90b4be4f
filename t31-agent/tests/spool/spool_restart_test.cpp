#include "base/crc32.h"
#include "spool/format.h"
#include "spool/spool_fixture.h"

namespace cradlewatch {
namespace {

class SpoolRestartTest : public SpoolFixture {
 protected:
  std::vector<uint8_t>& only_segment(const std::string& lane) {
    EXPECT_EQ(segments(lane).size(), 1U);
    return flash_.bytes(segments(lane).at(0));
  }
  std::string notes() const {
    std::string all;
    for (const auto& note : spool_->notes()) all += note + "\n";
    return all;
  }
  std::string open_error() {
    const auto opened = Spool::open(options_, std::make_unique<FakeDisk>(flash_));
    return opened ? "opened" : opened.error().message;
  }
};

TEST_F(SpoolRestartTest, ACleanCloseKeepsAllThatWaits) {
  open();
  append(kAudio, "a1"), append(kAudio, "a2"), append(kEvents, "e1"), append(kPictures, "p1");
  next(kAudio);
  acknowledge("a1");
  open();
  EXPECT_EQ(drain(kAudio), "a2 ");
  EXPECT_EQ(drain(kEvents), "e1 ");
  EXPECT_EQ(drain(kPictures), "p1 ");
  EXPECT_EQ(out_ids_["a2"], ids_["a2"]);
  EXPECT_EQ(notes(), "");
}

TEST_F(SpoolRestartTest, NumbersGoOnWithoutAGapAfterACleanClose) {
  open();
  append(kAudio, "a1");
  open();
  append(kAudio, "a2");
  EXPECT_EQ(ids_["a2"], (RecordId{kAudio, ids_["a1"].epoch, ids_["a1"].seq + 1}));
}

TEST_F(SpoolRestartTest, AKillCostsOnlyWhatWasStaged) {
  open();
  append_synced(kEvents, "e1"), append(kEvents, "e2"), append(kAudio, "a1");
  kill(), open();
  EXPECT_EQ(drain(kEvents), "e1 ");
  EXPECT_EQ(drain(kAudio), "");
}

TEST_F(SpoolRestartTest, ANumberHandedOutFromRamIsNotUsedAgainAfterAKill) {
  open();
  append(kAudio, "a1"), append(kAudio, "a2");
  drain(kAudio);
  kill(), open();
  append(kAudio, "b1");
  EXPECT_EQ(ids_["b1"].epoch, ids_["a1"].epoch);
  EXPECT_GT(ids_["b1"].seq, ids_["a2"].seq);
}

TEST_F(SpoolRestartTest, NumbersStayUniqueBeyondWhatTheMetaFileSetAside) {
  open();
  uint64_t last = 0;
  for (int k = 0; k < 4150; ++k) {
    append(kAudio, "a");
    last = ids_["a"].seq;
    drain_and_acknowledge(kAudio);
  }
  EXPECT_EQ(last, 4149U);
  kill(), open();
  append(kAudio, "b");
  EXPECT_GT(ids_["b"].seq, last);
  EXPECT_EQ(ids_["b"].epoch, ids_["a"].epoch);
}

TEST_F(SpoolRestartTest, AcknowledgementsAreWrittenDownInTime) {
  open();
  for (const char* text : {"1", "2", "3"}) append_synced(kEvents, text);
  pass_ms(2000);
  drain(kEvents);
  acknowledge("1");
  acknowledge("3");
  pass_ms(2000);
  kill(), open();
  EXPECT_EQ(drain(kEvents), "2 3 ");
  EXPECT_EQ(stats(kEvents).waiting_records, 2U);
  acknowledge("2");
  acknowledge("3");
  kill(), open();
  EXPECT_EQ(drain(kEvents), "2 3 ");
}

TEST_F(SpoolRestartTest, WhatComesAfterTheLastAcknowledgedIsNotTakenForAcknowledged) {
  open();
  append_synced(kEvents, "1");
  drain_and_acknowledge(kEvents);
  for (int k = 0; k < 3; ++k) {
    open();
    EXPECT_EQ(drain(kEvents), "");
    append_synced(kEvents, "after " + std::to_string(k));
    kill(), open();
    EXPECT_EQ(drain_and_acknowledge(kEvents), "after " + std::to_string(k) + " ");
  }
}

TEST_F(SpoolRestartTest, CutsOffATornTailAtAnyByte) {
  open();
  const std::vector<std::string> texts = {"first", "second record", "3"};
  std::vector<size_t> ends = {kSegmentHeaderBytes};
  for (const auto& text : texts) {
    append_synced(kEvents, text);
    ends.push_back(only_segment("events").size());
  }
  const std::string name = segments("events")[0];
  const std::vector<uint8_t> whole = only_segment("events"), meta = flash_.bytes("meta");
  kill();
  for (size_t size = 0; size <= whole.size(); ++size) {
    for (const bool is_zero_filled : {false, true}) {
      auto torn = whole;
      torn.resize(size);
      if (is_zero_filled) torn.resize(whole.size() + 10);
      FakeFlash fresh;
      fresh.put(name, torn);
      fresh.put("meta", meta);
      auto spool = std::move(Spool::open(options_, std::make_unique<FakeDisk>(fresh)).value());
      spool->append(kEvents, bytes_of("new"), {}, Durability::kSynced, 0);
      std::string expected, all;
      for (size_t k = 0; k < texts.size() && ends[k + 1] <= size; ++k) expected += texts[k] + " ";
      uint8_t buffer[200];
      for (HandedOut out; (out = spool->next(kEvents, buffer, 200)).status == HandedOut::Status::kRecord;) {
        all += std::string(buffer, buffer + out.size) + " ";
      }
      ASSERT_EQ(all, expected + "new ") << size << " bytes";
      ASSERT_EQ(spool->stats().damaged, 0U);
    }
  }
}

TEST_F(SpoolRestartTest, ADamagedRecordCostsItselfAlone) {
  open();
  for (const char* text : {"1", "2", "3"}) append_synced(kEvents, text);
  kill();
  only_segment("events")[kSegmentHeaderBytes + 2 * kRecordHeaderBytes + 1] ^= 1;
  open();
  EXPECT_EQ(drain_and_acknowledge(kEvents), "1 3 ");
  EXPECT_EQ(spool_->stats().damaged, 1U);
  EXPECT_EQ(stats(kEvents).dropped, 1U);
  EXPECT_EQ(stats(kEvents).waiting_records, 0U);
}

TEST_F(SpoolRestartTest, ADamagedLengthCostsTheRestOfItsSegment) {
  open();
  for (int k = 0; k < 3; ++k) append_synced(kAudio, long_text(std::to_string(k), 200));
  ASSERT_EQ(segments("audio").size(), 2U);
  kill();
  flash_.bytes(segments("audio")[0])[kSegmentHeaderBytes + kRecordHeaderBytes + 200 + 8] ^= 1;
  open();
  EXPECT_EQ(next(kAudio), long_text("0", 200));
  EXPECT_EQ(next(kAudio), long_text("2", 200));
  EXPECT_EQ(spool_->stats().damaged, 1U);
  EXPECT_NE(notes().find("bytes after the last whole record cut off"), std::string::npos) << notes();
}

TEST_F(SpoolRestartTest, DamageAfterOpeningIsNoticedWhenRead) {
  open();
  for (const char* text : {"1", "2", "3"}) append_synced(kEvents, text);
  append(kEvents, "4");
  only_segment("events")[kSegmentHeaderBytes + kRecordHeaderBytes] ^= 1;
  EXPECT_EQ(next(kEvents), "2");
  only_segment("events")[kSegmentHeaderBytes + 2 * kRecordHeaderBytes + 2] ^= 1;
  EXPECT_EQ(drain(kEvents), "4 ");
  EXPECT_EQ(stats(kEvents).waiting_records, 2U);
  EXPECT_EQ(stats(kEvents).dropped, 2U);
  flash_.bytes(segments("events")[0])[kSegmentHeaderBytes + 2 * kRecordHeaderBytes + 1] ^= 1;
  spool_->rewind();
  EXPECT_EQ(drain_and_acknowledge(kEvents), "4 ");
  EXPECT_EQ(stats(kEvents).waiting_records, 0U);
  EXPECT_EQ(spool_->stats().damaged, 3U);
  append_synced(kEvents, "5");
  EXPECT_EQ(drain(kEvents), "5 ");
}

TEST_F(SpoolRestartTest, RecordsOfAnotherSegmentAreNotTakenForItsOwn) {
  open();
  append_synced(kEvents, "old");
  const std::vector<uint8_t> old = only_segment("events");
  drain_and_acknowledge(kEvents);
  open(), open();
  append_synced(kEvents, "new");
  kill();
  auto& bytes = only_segment("events");
  bytes.insert(bytes.end(), old.begin() + kSegmentHeaderBytes, old.end());
  open();
  EXPECT_EQ(drain(kEvents), "new ");
}

TEST_F(SpoolRestartTest, WithoutItsMetaFileANewEpochBeginsAndOldRecordsKeepTheirs) {
  for (const bool is_damaged : {false, true}) {
    spool_.reset();
    flash_.clear();
    open();
    append_synced(kEvents, "old");
    kill();
    auto meta = flash_.bytes("meta");
    meta[10] ^= 1;
    FakeFlash fresh;
    fresh.put(segments("events")[0], only_segment("events"));
    if (is_damaged) fresh.put("meta", meta);
    auto spool = std::move(Spool::open(options_, std::make_unique<FakeDisk>(fresh)).value());
    const RecordId id = spool->append(kEvents, bytes_of("new"), {}, Durability::kSynced, 0).id;
    EXPECT_NE(id.epoch, ids_["old"].epoch);
    EXPECT_EQ(id.seq, 0U);
    uint8_t buffer[200];
    EXPECT_EQ(spool->next(kEvents, buffer, 200).id, ids_["old"]);
    EXPECT_EQ(spool->next(kEvents, buffer, 200).id, id);
    EXPECT_EQ(spool->notes().at(0),
              is_damaged ? "meta: damaged, a new epoch begins" : "meta: missing, a new epoch begins");
  }
}

TEST_F(SpoolRestartTest, RefusesALaterFormat) {
  open();
  append_synced(kEvents, "1");
  kill();
  for (const std::string& name : {segments("events")[0], std::string("meta")}) {
    auto& bytes = flash_.bytes(name);
    const auto before = bytes;
    const size_t covered = (name == "meta" ? kMetaBytes : kSegmentHeaderBytes) - 4;
    bytes[4] = 2;
    const uint32_t crc = crc32(bytes.data(), covered);
    for (size_t k = 0; k < 4; ++k) bytes[covered + k] = static_cast<uint8_t>(crc >> 8 * k);
    const auto changed = bytes;
    EXPECT_NE(open_error().find("format 2: this agent reads format 1 (run the newer agent"),
              std::string::npos);
    EXPECT_EQ(flash_.bytes(name), changed);
    flash_.put(name, before);
  }
  EXPECT_EQ(open_error(), "opened");
}

TEST_F(SpoolRestartTest, ARecordLargerThanIsNowAllowedDoesNotBlockItsLane) {
  open();
  append_synced(kEvents, long_text("large", 150)), append_synced(kEvents, "small");
  options_.lanes[2].max_record_bytes = 100;
  open();
  EXPECT_EQ(drain(kEvents), "small ");
  EXPECT_EQ(stats(kEvents).dropped, 1U);
}

TEST_F(SpoolRestartTest, LeavesAloneWhatIsNotItsOwnAndRemovesItsLeavings) {
  flash_.put("notes.txt", {1, 2, 3});
  flash_.put("audio-zz.seg", {1});
  flash_.put("meta.new", {1});
  flash_.put("picture.new", {1});
  flash_.put("audio-0000000000000007.seg", std::vector<uint8_t>(100, 7));
  flash_.put("events-0000000000000007.seg", {});
  open();
  append_synced(kAudio, "a1");
  EXPECT_EQ(drain(kAudio), "a1 ");
  EXPECT_EQ(flash_.names(),
            (std::vector<std::string>{"audio-0000000000000008.seg", "audio-zz.seg", "meta", "notes.txt"}));
  EXPECT_NE(notes().find("notes.txt: not the spool's, left as it is"), std::string::npos);
  EXPECT_NE(notes().find("audio-0000000000000007.seg: no segment, 100 bytes removed"), std::string::npos);
}

}  // namespace
}  // namespace cradlewatch
