#include "capture/window_ring.h"

#include <gtest/gtest.h>

#include <memory>
#include <thread>

namespace cradlewatch {
namespace {

using Pop = WindowRing::Pop;
constexpr std::chrono::milliseconds kNow{0}, kLong{60'000};

void push(WindowRing& ring, int64_t start) {
  auto window = std::make_unique<AudioWindow>();
  window->start_us = start;
  window->pcm.fill(static_cast<int16_t>(start));
  ring.push(*window);
}

TEST(WindowRingTest, GivesWindowsInOrder) {
  WindowRing ring(3);
  AudioWindow out{};
  EXPECT_EQ(ring.pop(out, kNow), Pop::kTimeout);
  for (int64_t k = 0; k < 10; ++k) {
    push(ring, k);
    push(ring, k + 100);
    EXPECT_EQ(ring.pop(out, kNow), Pop::kWindow);
    EXPECT_EQ(out.start_us, k);
    EXPECT_EQ(ring.pop(out, kNow), Pop::kWindow);
    EXPECT_EQ(out.pcm[15999], k + 100);
  }
  EXPECT_EQ(ring.dropped(), 0U);
}

TEST(WindowRingTest, DropsTheOldestWhenFullAndCountsIt) {
  WindowRing ring(3);
  for (int64_t k = 0; k < 5; ++k) push(ring, k);
  EXPECT_EQ(ring.dropped(), 2U);
  AudioWindow out{};
  for (int64_t k = 2; k < 5; ++k) {
    EXPECT_EQ(ring.pop(out, kNow), Pop::kWindow);
    EXPECT_EQ(out.start_us, k);
  }
  EXPECT_EQ(ring.pop(out, kNow), Pop::kTimeout);
}

TEST(WindowRingTest, ClosedItGivesWhatIsLeft) {
  WindowRing ring(3);
  push(ring, 1);
  ring.close();
  AudioWindow out{};
  EXPECT_EQ(ring.pop(out, kLong), Pop::kWindow);
  EXPECT_EQ(ring.pop(out, kLong), Pop::kClosed);
}

TEST(WindowRingTest, HandsEveryWindowFromOneThreadToAnotherOrCountsIt) {
  constexpr int64_t kWindows = 2000;
  WindowRing ring(4);
  std::thread producer([&ring] {
    for (int64_t k = 0; k < kWindows; ++k) push(ring, k);
    ring.close();
  });
  AudioWindow out{};
  int64_t last = -1;
  uint64_t received = 0;
  while (ring.pop(out, kLong) == Pop::kWindow) {
    ASSERT_GT(out.start_us, last);
    ASSERT_EQ(out.pcm[0], static_cast<int16_t>(out.start_us));
    last = out.start_us;
    ++received;
  }
  producer.join();
  EXPECT_EQ(received + ring.dropped(), static_cast<uint64_t>(kWindows));
}

}  // namespace
}  // namespace cradlewatch
