#include "spool/format.h"

#include <gtest/gtest.h>

#include <vector>

namespace cradlewatch {
namespace {

template <typename T>
std::string hex(const T& bytes) {
  std::string text;
  for (const uint8_t byte : bytes) {
    text += "0123456789abcdef"[byte >> 4];
    text += "0123456789abcdef"[byte & 15];
  }
  return text;
}

TEST(SpoolFormatTest, WritesTheBytesThatTheReadmeDescribes) {
  const SegmentHeader segment{0x1122334455667788, 0x2A, Lane::kEvents};
  EXPECT_EQ(hex(encode(segment)),
            "4357535301000000"
            "8877665544332211"
            "2a00000000000000"
            "02000000"
            "d65e2ba3");
  EXPECT_EQ(hex(encode(RecordHeader{7, 3, 0xAABBCCDD}, salt_of(segment))),
            "0700000000000000"
            "03000000"
            "ddccbbaa"
            "0c76296a");
}

TEST(SpoolFormatTest, ReadsWhatItWroteAndNothingElse) {
  const SegmentHeader segment{9, 10, Lane::kAudio};
  const RecordHeader record{11, 12, 13};
  Meta meta;
  meta.epoch = 14;
  meta.damaged = 15;
  meta.lanes[2] = {16, {17, 18}, 19};
  const auto segment_bytes = encode(segment);
  const auto record_bytes = encode(record, salt_of(segment));
  const auto meta_bytes = encode(meta);
  SegmentHeader segment_read{};
  RecordHeader record_read{};
  Meta meta_read;
  uint32_t version = 0;
  ASSERT_EQ(decode(segment_bytes.data(), segment_bytes.size(), segment_read, version), Read::kGood);
  EXPECT_EQ(hex(encode(segment_read)), hex(segment_bytes));
  ASSERT_TRUE(decode(record_bytes.data(), salt_of(segment), record_read));
  EXPECT_EQ(hex(encode(record_read, salt_of(segment))), hex(record_bytes));
  ASSERT_EQ(decode(meta_bytes.data(), meta_bytes.size(), meta_read, version), Read::kGood);
  EXPECT_EQ(hex(encode(meta_read)), hex(meta_bytes));

  for (size_t bit = 0; bit < 8 * segment_bytes.size(); ++bit) {
    auto changed = segment_bytes;
    changed[bit / 8] = static_cast<uint8_t>(changed[bit / 8] ^ 1 << bit % 8);
    EXPECT_EQ(decode(changed.data(), changed.size(), segment_read, version), Read::kDamaged);
  }
  for (size_t bit = 0; bit < 8 * record_bytes.size(); ++bit) {
    auto changed = record_bytes;
    changed[bit / 8] = static_cast<uint8_t>(changed[bit / 8] ^ 1 << bit % 8);
    EXPECT_FALSE(decode(changed.data(), salt_of(segment), record_read));
  }
  EXPECT_FALSE(decode(record_bytes.data(), salt_of({9, 11, Lane::kAudio}), record_read));
  for (size_t count = 0; count < meta_bytes.size(); ++count) {
    EXPECT_EQ(decode(meta_bytes.data(), count, meta_read, version), Read::kDamaged);
  }
  EXPECT_EQ(decode(segment_bytes.data(), segment_bytes.size() - 1, segment_read, version), Read::kDamaged);
}

TEST(SpoolFormatTest, NamesSegmentsByLaneAndNumber) {
  Lane lane{};
  uint64_t number = 0;
  EXPECT_STREQ(SegmentName(Lane::kPictures, 42).text, "pictures-000000000000002a.seg");
  ASSERT_TRUE(SegmentName::parse("pictures-000000000000002a.seg", lane, number));
  EXPECT_EQ(lane, Lane::kPictures);
  EXPECT_EQ(number, 42U);
  for (const char* name :
       {"pictures-2a.seg", "pictures-000000000000002A.seg", "pictures-000000000000002a.sea",
        "picture--000000000000002a.seg", "audio-0000000000000000.seg", "", "audio-ffffffffffffffff.seg",
        "audio-000000000000001g.seg"}) {
    EXPECT_FALSE(SegmentName::parse(name, lane, number)) << name;
  }
}

}  // namespace
}  // namespace cradlewatch
