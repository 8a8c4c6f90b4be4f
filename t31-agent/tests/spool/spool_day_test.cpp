// A day of the spool on a real disk: what it writes, and that it allocates nothing.
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <new>

#include "spool/spool_fixture.h"
#include "temp_dir.h"

namespace {

std::atomic<uint64_t> allocations{0}, allocated_bytes{0};

void* allocate(std::size_t size) {
  allocations.fetch_add(1, std::memory_order_relaxed);
  allocated_bytes.fetch_add(size, std::memory_order_relaxed);
  void* memory = std::malloc(size == 0 ? 1 : size);
  if (memory == nullptr) std::abort();
  return memory;
}

}  // namespace

void* operator new(std::size_t size) { return allocate(size); }
void* operator new[](std::size_t size) { return allocate(size); }
void* operator new(std::size_t size, const std::nothrow_t&) noexcept { return allocate(size); }
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept { return allocate(size); }
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t) noexcept { std::free(memory); }

namespace cradlewatch {
namespace {

constexpr int64_t kSecond = 1000, kHour = 3600 * kSecond, kDay = 24 * kHour;
constexpr size_t kWindowBytes = 32'100, kEventBytes = 120;

class SpoolDayTest : public ::testing::Test {
 protected:
  SpoolDayTest() {
    SpoolOptions options;
    options.path = folder_.file("spool");
    auto opened = Spool::open(options);
    EXPECT_TRUE(opened) << opened.error().message;
    spool_ = std::move(opened.value());
  }

  /// A window if a second streams, a heartbeat every 10 s; a cry of 5 minutes begins 20 times a day.
  void record(int64_t second, bool is_streamed) {
    const int64_t now = second * kSecond;
    if (is_streamed)
      spool_->append(Lane::kAudio, head_, {window_, kWindowBytes - 20}, Durability::kStaged, now);
    if (second % 10 == 0) spool_->append(Lane::kEvents, event_, {}, Durability::kStaged, now);
    if (second % 4320 == 0) spool_->append(Lane::kEvents, event_, {}, Durability::kSynced, now);
    if (second % 4320 == 300) spool_->append(Lane::kEvents, event_, {}, Durability::kSynced, now);
  }

  void send_all() {
    for (const Lane lane : {Lane::kEvents, Lane::kAudio}) {
      HandedOut out;
      while ((out = spool_->next(lane, buffer_, sizeof(buffer_))).status == HandedOut::Status::kRecord) {
        spool_->acknowledge(out.id);
        ++sent_[static_cast<size_t>(lane)];
      }
    }
  }

  void tell(const char* what) const {
    const SpoolStats stats = spool_->stats();
    std::printf("%s: %llu bytes written to disk, %llu syncs\n", what,
                static_cast<unsigned long long>(stats.written_bytes),
                static_cast<unsigned long long>(stats.syncs));
  }

  TempDir folder_;
  std::unique_ptr<Spool> spool_;
  uint8_t window_[kWindowBytes] = {}, buffer_[33'000] = {};
  Bytes head_{window_, 20}, event_{window_, kEventBytes};
  uint64_t sent_[kLanes] = {};
};

TEST(SpoolMemoryTest, IsBelowAMegabyteWithTheDefaultOptions) {
  FakeFlash flash;
  const uint64_t before = allocated_bytes;
  const auto opened = Spool::open(SpoolOptions{}, std::make_unique<FakeDisk>(flash));
  ASSERT_TRUE(opened);
  EXPECT_LT(allocated_bytes - before, 1'000'000U);
  std::printf("open: %llu bytes of memory\n", static_cast<unsigned long long>(allocated_bytes - before));
}

TEST_F(SpoolDayTest, ADayWithNetworkHardlyTouchesTheDiskAndAllocatesNothing) {
  const uint64_t before = allocations;
  for (int64_t second = 0; second < kDay / kSecond; ++second) {
    record(second, true);
    send_all();
    spool_->maintain(second * kSecond);
  }
  EXPECT_EQ(allocations - before, 0U);
  EXPECT_EQ(sent_[0], 86'400U);
  EXPECT_EQ(sent_[2], 8640U + 40U);
  EXPECT_LT(spool_->stats().written_bytes, 100'000U);
  tell("a day with network, all of it streamed");
}

TEST_F(SpoolDayTest, OutagesAllocateNothingAndLoseOnlyWhatDoesNotFit) {
  const uint64_t before = allocations;
  constexpr int64_t kOutage = 600;
  for (int64_t second = 0; second < 3 * kOutage; ++second) {
    record(second, true);
    if (second / kOutage != 1) send_all();
    spool_->maintain(second * kSecond);
    if (second == 2 * kOutage - 1) tell("10 minutes of outage, all of it streamed");
  }
  EXPECT_EQ(allocations - before, 0U);
  const SpoolStats stats = spool_->stats();
  EXPECT_EQ(sent_[2], 180U + 2U);
  EXPECT_EQ(sent_[0] + stats.lanes[0].dropped, 1800U);
  EXPECT_GT(sent_[0], 1400U);
  EXPECT_EQ(stats.lanes[0].waiting_records + stats.lanes[2].waiting_records, 0U);
}

}  // namespace
}  // namespace cradlewatch
