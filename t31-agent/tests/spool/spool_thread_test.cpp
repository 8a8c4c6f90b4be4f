#include <atomic>
#include <string>
#include <thread>

#include "spool/spool_fixture.h"

namespace cradlewatch {
namespace {

class SpoolThreadTest : public SpoolFixture {
 protected:
  static constexpr uint64_t kRecords = 5000;

  void record_all() {
    for (uint64_t k = 0; k < kRecords; ++k) {
      const std::string text = std::to_string(k);
      append(kAudio, long_text(text, 40));
      if (k % 4 == 0) append(kEvents, text, k % 8 == 0 ? Durability::kSynced : Durability::kStaged);
      if (k % 100 == 0) spool_->stats();
    }
    is_done_ = true;
  }

  /// Every record of the lane that is there, in the order of record_all.
  void receive(Lane lane) {
    uint8_t buffer[1000];
    HandedOut out;
    while ((out = spool_->next(lane, buffer, sizeof(buffer))).status == HandedOut::Status::kRecord) {
      auto& count = received_[static_cast<size_t>(lane)];
      const std::string text(buffer, buffer + out.size);
      ASSERT_EQ(std::stoull(text), count * (lane == kEvents ? 4 : 1));
      ASSERT_EQ(out.id.seq, count);
      if (++count % 50 == 0) {
        spool_->hand_back(out.id);
        ASSERT_EQ(spool_->next(lane, buffer, sizeof(buffer)).id, out.id);
      }
      ASSERT_TRUE(spool_->acknowledge(out.id));
    }
  }

  std::atomic<bool> is_done_{false};
  uint64_t received_[kLanes] = {};
};

TEST_F(SpoolThreadTest, HandsEveryRecordFromOneThreadToAnotherInOrder) {
  options_.max_bytes = 1U << 20;
  open();
  std::thread producer([this] { record_all(); });
  int64_t now_ms = 0;
  for (bool is_last = false; !is_last && !HasFatalFailure();) {
    is_last = is_done_;
    receive(kAudio), receive(kEvents);
    spool_->maintain(now_ms += 100);
  }
  producer.join();
  EXPECT_EQ(received_[0], kRecords);
  EXPECT_EQ(received_[2], kRecords / 4);
  EXPECT_EQ(stats(kAudio).waiting_bytes + stats(kEvents).waiting_bytes, 0U);
  EXPECT_EQ(stats(kAudio).dropped + stats(kEvents).dropped, 0U);
}

/// Says when a sync begins, and ends it when told.
class SlowDisk final : public Disk {
 public:
  SlowDisk(FakeFlash& flash, std::atomic<bool>& is_syncing, std::atomic<bool>& may_end)
      : disk_(flash), is_syncing_(is_syncing), may_end_(may_end) {}

  int create(const char* name) override { return disk_.create(name); }
  int open(const char* name) override { return disk_.open(name); }
  void close(int file) override { disk_.close(file); }
  int64_t size(int file) override { return disk_.size(file); }
  int64_t read(int file, uint64_t offset, uint8_t* to, size_t count) override {
    return disk_.read(file, offset, to, count);
  }
  int write(int file, uint64_t offset, const Bytes* parts, size_t count) override {
    return disk_.write(file, offset, parts, count);
  }
  int truncate(int file, uint64_t size) override { return disk_.truncate(file, size); }
  int sync(int file) override {
    is_syncing_ = true;
    while (!may_end_) std::this_thread::yield();
    return disk_.sync(file);
  }
  int rename(const char* from, const char* to) override { return disk_.rename(from, to); }
  int remove(const char* name) override { return disk_.remove(name); }
  int sync_folder() override { return disk_.sync_folder(); }
  int list(std::vector<std::string>& names) override { return disk_.list(names); }

 private:
  FakeDisk disk_;
  std::atomic<bool>&is_syncing_, &may_end_;
};

TEST_F(SpoolThreadTest, AStagedAppendDoesNotWaitForASync) {
  std::atomic<bool> is_syncing{false}, may_end{true};
  auto opened = Spool::open(options_, std::make_unique<SlowDisk>(flash_, is_syncing, may_end));
  ASSERT_TRUE(opened);
  spool_ = std::move(opened.value());
  is_syncing = may_end = false;
  std::atomic<bool> is_appended{false};
  std::thread syncing([this, &is_appended] {
    spool_->append(kEvents, bytes_of("onset"), {}, Durability::kSynced, 0);
    is_appended = true;
  });
  while (!is_syncing && !is_appended) std::this_thread::yield();
  EXPECT_FALSE(is_appended);
  EXPECT_EQ(append(kAudio, "a1").kept, Kept::kInRam);
  EXPECT_EQ(stats(kAudio).waiting_records, 1U);
  may_end = true;
  syncing.join();
  spool_.reset();
}

}  // namespace
}  // namespace cradlewatch
