#include "wire/records.h"

#include <gtest/gtest.h>

#include <array>

#include "golden_records.h"

namespace cradlewatch {
namespace {

using wire::EventKind;

constexpr uint64_t kEpoch = 0xfedc'ba98'7654'3210;
constexpr int64_t kStartUs = 1'772'330'584'123'456;  // 2026-03-01T02:03:04.123456Z

template <typename Record>
std::string encoded(const Record& record) {
  std::array<uint8_t, 400> bytes;
  ProtoWriter writer(bytes.data(), bytes.size());
  wire::write(writer, record);
  return writer.is_full() ? "full" : hex(bytes.data(), writer.size());
}

const uint8_t kBytes[] = {1, 2, 253, 4};

wire::Window window() {
  return {"d42",  kEpoch, 7,    kStartUs,     kStartUs + 1'000'000,
          kBytes, 4,      0.5F, "cry-tiny 1", wire::Reason::kAudit};
}

TEST(WireRecordsTest, AWindowHasTheGoldenBytes) { EXPECT_EQ(encoded(window()), golden_hex("window")); }

TEST(WireRecordsTest, AWindowWritesItsNumberAndTimesEvenWhenTheyAreZero) {
  wire::Window zero = window();
  zero.seq = 0;
  zero.start_us = zero.sent_us = 0;
  zero.local_score = 0;
  zero.agent_model = "";
  zero.reason = wire::Reason::kContext;
  EXPECT_EQ(encoded(zero), golden_hex("window_zero"));
}

TEST(WireRecordsTest, EventsHaveTheGoldenBytes) {
  const wire::Health health{1'000'000, 2'000, 3, "1.2.0"};
  EXPECT_EQ(encoded(wire::Event{"d42", kEpoch, 8, kStartUs, kStartUs + 1'000'000, EventKind::kFault, 0.25F,
                                &health, "microphone: no samples for 5 s"}),
            golden_hex("event_fault"));
  EXPECT_EQ(encoded(wire::Event{"d42", 1, 0, -1, -1, EventKind::kCryOnset, 1, nullptr, ""}),
            golden_hex("event_onset"));
}

TEST(WireRecordsTest, PicturesHaveTheGoldenBytes) {
  EXPECT_EQ(
      encoded(wire::Image{"d42", "night-1", kStartUs, kStartUs + 1, wire::ImageKind::kNight, kBytes, 4}),
      golden_hex("image"));
}

TEST(WireRecordsTest, NothingIsWrittenBeyondTheEnd) {
  std::array<uint8_t, 400> bytes;
  for (size_t room = 0; room < golden_hex("window").size() / 2; ++room) {
    bytes.fill(0xEE);
    ProtoWriter writer(bytes.data(), room);
    wire::write(writer, window());
    EXPECT_TRUE(writer.is_full());
    EXPECT_EQ(bytes[room], 0xEE);
  }
}

TEST(WireRecordsTest, FieldsFitTheirRoom) {
  const std::string id(64, 'd'), model(48, 'm');
  wire::Window greatest{id, UINT64_MAX, UINT64_MAX, -1, -1, kBytes, 0, 0.3F, model, wire::Reason::kAudit};
  EXPECT_LE(encoded(greatest).size() / 2, wire::kMostFieldBytes + id.size() + model.size());
  const wire::Health health{UINT64_MAX, UINT64_MAX, UINT64_MAX, "10.20.30"};
  wire::Event event{id, UINT64_MAX, UINT64_MAX, -1, -1, EventKind::kFault, 0.3F, &health, ""};
  EXPECT_LE(encoded(event).size() / 2, wire::kMostFieldBytes + id.size());
}

}  // namespace
}  // namespace cradlewatch
