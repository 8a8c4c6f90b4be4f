#include "base/crc32.h"

#include <gtest/gtest.h>

namespace cradlewatch {
namespace {

TEST(Crc32Test, GivesTheStandardsCheckValueWholeOrInParts) {
  const uint8_t digits[] = {'1', '2', '3', '4', '5', '6', '7', '8', '9'};
  EXPECT_EQ(crc32(digits, 9), 0xCBF43926U);
  EXPECT_EQ(crc32(digits + 4, 5, crc32(digits, 4)), 0xCBF43926U);
  EXPECT_EQ(crc32(digits, 0), 0U);
}

}  // namespace
}  // namespace cradlewatch
