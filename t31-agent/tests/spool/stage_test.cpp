#include "spool/stage.h"

#include <gtest/gtest.h>

#include <deque>
#include <random>
#include <string>

namespace cradlewatch {
namespace {

bool push(Stage& stage, uint64_t seq, const std::string& text) {
  return stage.push(1, seq, {}, {reinterpret_cast<const uint8_t*>(text.data()), text.size()}, 0);
}

std::string text_of(Stage& stage, size_t k) {
  const Bytes bytes = stage.bytes(stage.at(k));
  return std::string(bytes.data, bytes.data + bytes.size);
}

TEST(StageTest, KeepsRecordsWholeAndInOrderAsTheRingTurns) {
  Stage stage(100);
  std::mt19937 random(3);
  std::deque<std::string> expected;
  for (uint64_t seq = 0; seq < 10'000; ++seq) {
    const std::string text(1 + random() % 60, static_cast<char>('a' + seq % 26));
    while (!push(stage, seq, text)) {
      ASSERT_FALSE(stage.is_empty());
      ASSERT_EQ(text_of(stage, 0), expected.front());
      stage.pop_front();
      expected.pop_front();
    }
    expected.push_back(text);
    for (size_t k = 0; k < expected.size(); ++k) ASSERT_EQ(text_of(stage, k), expected[k]);
    ASSERT_EQ(stage.count(), expected.size());
  }
}

TEST(StageTest, TakesExactlyItsBytes) {
  Stage stage(10);
  EXPECT_FALSE(push(stage, 0, "12345678901"));
  EXPECT_TRUE(push(stage, 0, "123456"));
  EXPECT_TRUE(push(stage, 1, "7890"));
  EXPECT_FALSE(push(stage, 2, "x"));
  stage.pop_front();
  EXPECT_TRUE(push(stage, 2, "abcdef"));
  EXPECT_FALSE(push(stage, 3, "x"));
  EXPECT_EQ(text_of(stage, 0) + text_of(stage, 1), "7890abcdef");
}

TEST(StageTest, KnowsWhatWasNotHandedOut) {
  Stage stage(100);
  push(stage, 5, "one"), push(stage, 6, "two"), push(stage, 7, "three");
  EXPECT_EQ(stage.unread()->seq, 5U);
  stage.hand_out_unread();
  EXPECT_EQ(stage.unread()->seq, 6U);
  EXPECT_EQ(stage.unread_bytes(), 8U);
  stage.pop_front(), stage.pop_front();
  EXPECT_EQ(stage.unread()->seq, 7U);
  EXPECT_EQ(stage.find(1, 7), stage.unread());
  EXPECT_EQ(stage.find(1, 6), nullptr);
  stage.hand_out_unread();
  EXPECT_EQ(stage.unread(), nullptr);
  EXPECT_EQ(stage.unread_bytes(), 0U);
}

}  // namespace
}  // namespace cradlewatch
