#include "base/iso_time.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>

namespace cradlewatch {
namespace {

TEST(IsoTimeTest, WritesMillisecondsOfUtc) {
  EXPECT_STREQ(iso_time(0).text, "1970-01-01T00:00:00.000Z");
  EXPECT_STREQ(iso_time(1'772'330'584'123'456).text, "2026-03-01T02:03:04.123Z");
  EXPECT_STREQ(iso_time(-1).text, "1969-12-31T23:59:59.999Z");
  EXPECT_STREQ(iso_time(951'782'400'000'000).text, "2000-02-29T00:00:00.000Z");
}

TEST(IsoTimeTest, WritesTheNearestYearItCan) {
  EXPECT_STREQ(iso_time(std::numeric_limits<int64_t>::max()).text, "9999-12-31T23:59:59.000Z");
  EXPECT_STREQ(iso_time(std::numeric_limits<int64_t>::min()).text, "0000-01-01T00:00:00.000Z");
}

TEST(IsoTimeTest, ReadsWhatItWrote) {
  for (int64_t us = -5'000'000'000'000'000; us < 5'000'000'000'000'000; us += 86'399'999'000 * 97) {
    EXPECT_EQ(us_of_iso(iso_time(us).text), us) << us;
  }
}

TEST(IsoTimeTest, ReadsOffsetsAndFractions) {
  EXPECT_EQ(us_of_iso("1970-01-01T01:00:00+01:00"), 0);
  EXPECT_EQ(us_of_iso("1969-12-31 20:30:00.5-03:30"), 500'000);
  EXPECT_EQ(us_of_iso("1970-01-01T00:00:00.1234567Z"), 123'456);
}

TEST(IsoTimeTest, ReadsNothingThatIsNoTime) {
  for (const char* text : {"", "2026", "2026-03-01", "2026-03-01T22:00:00", "2026-13-01T00:00:00Z",
                           "2026-02-29T00:00:00Z", "2026-03-01T24:00:00Z", "2026-03-01T22:00:00.Z",
                           "2026-03-01T22:00:00Zz", "2026-03-01T22:00:00+24:00", "2026-03-01T2a:00:00Z"}) {
    EXPECT_EQ(us_of_iso(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace cradlewatch
