#include "spool/format.h"

#include <cstdio>
#include <cstring>

#include "base/crc32.h"

namespace cradlewatch {
namespace {

constexpr uint32_t kVersion = 1;
constexpr uint32_t kSegmentMagic = 0x53535743, kMetaMagic = 0x4D535743;  // "CWSS", "CWSM"
constexpr size_t kCrcBytes = sizeof(uint32_t);
constexpr const char* kLaneNames[kLanes] = {"audio", "pictures", "events"};

class Writer {
 public:
  explicit Writer(uint8_t* at) : at_(at) {}

  template <typename T>
  void put(T value) {
    for (size_t k = 0; k < sizeof(T); ++k) *at_++ = static_cast<uint8_t>(value >> 8 * k);
  }

 private:
  uint8_t* at_;
};

class Reader {
 public:
  explicit Reader(const uint8_t* at) : at_(at) {}

  template <typename T>
  T take() {
    T value = 0;
    for (size_t k = 0; k < sizeof(T); ++k) value = static_cast<T>(value | static_cast<T>(*at_++) << 8 * k);
    return value;
  }

 private:
  const uint8_t* at_;
};

uint32_t crc_at(const uint8_t* bytes) { return Reader(bytes).take<uint32_t>(); }

/// Looks at magic, version and the CRC at the end of what covers count bytes, in every version.
Read check(const uint8_t* bytes, size_t count, uint32_t magic, uint32_t& version) {
  Reader reader(bytes);
  if (reader.take<uint32_t>() != magic) return Read::kDamaged;
  version = reader.take<uint32_t>();
  if (crc_at(bytes + count - kCrcBytes) != crc32(bytes, count - kCrcBytes)) return Read::kDamaged;
  return version == kVersion ? Read::kGood : Read::kOtherVersion;
}

}  // namespace

std::array<uint8_t, kSegmentHeaderBytes> encode(const SegmentHeader& header) {
  std::array<uint8_t, kSegmentHeaderBytes> bytes;
  Writer writer(bytes.data());
  writer.put(kSegmentMagic);
  writer.put(kVersion);
  writer.put(header.epoch);
  writer.put(header.number);
  writer.put(static_cast<uint32_t>(header.lane));
  writer.put(crc32(bytes.data(), bytes.size() - kCrcBytes));
  return bytes;
}

Read decode(const uint8_t* bytes, size_t count, SegmentHeader& header, uint32_t& version) {
  if (count < kSegmentHeaderBytes) return Read::kDamaged;
  const Read read = check(bytes, kSegmentHeaderBytes, kSegmentMagic, version);
  if (read != Read::kGood) return read;
  Reader reader(bytes + 2 * sizeof(uint32_t));
  header.epoch = reader.take<uint64_t>();
  header.number = reader.take<uint64_t>();
  const auto lane = reader.take<uint32_t>();
  if (lane >= kLanes || header.epoch == 0 || header.number > kMaxNumber) return Read::kDamaged;
  header.lane = static_cast<Lane>(lane);
  return Read::kGood;
}

uint32_t salt_of(const SegmentHeader& header) {
  return crc_at(encode(header).data() + kSegmentHeaderBytes - kCrcBytes);
}

std::array<uint8_t, kRecordHeaderBytes> encode(const RecordHeader& header, uint32_t salt) {
  std::array<uint8_t, kRecordHeaderBytes> bytes;
  Writer writer(bytes.data());
  writer.put(header.seq);
  writer.put(header.size);
  writer.put(header.crc);
  writer.put(crc32(bytes.data(), bytes.size() - kCrcBytes, salt));
  return bytes;
}

bool decode(const uint8_t* bytes, uint32_t salt, RecordHeader& header) {
  Reader reader(bytes);
  header.seq = reader.take<uint64_t>();
  header.size = reader.take<uint32_t>();
  header.crc = reader.take<uint32_t>();
  return reader.take<uint32_t>() == crc32(bytes, kRecordHeaderBytes - kCrcBytes, salt) && header.size > 0 &&
         header.seq <= kMaxNumber;
}

std::array<uint8_t, kMetaBytes> encode(const Meta& meta) {
  std::array<uint8_t, kMetaBytes> bytes;
  Writer writer(bytes.data());
  writer.put(kMetaMagic);
  writer.put(kVersion);
  writer.put(meta.epoch);
  writer.put(meta.damaged);
  for (const Meta::PerLane& lane : meta.lanes) {
    writer.put(lane.reserved);
    writer.put(lane.acked.number);
    writer.put(lane.acked.seq);
    writer.put(lane.dropped);
  }
  writer.put(crc32(bytes.data(), bytes.size() - kCrcBytes));
  return bytes;
}

Read decode(const uint8_t* bytes, size_t count, Meta& meta, uint32_t& version) {
  if (count < 3 * sizeof(uint32_t)) return Read::kDamaged;
  const Read read = check(bytes, count, kMetaMagic, version);
  if (read != Read::kGood) return read;
  if (count != kMetaBytes) return Read::kDamaged;
  Reader reader(bytes + 2 * sizeof(uint32_t));
  meta.epoch = reader.take<uint64_t>();
  meta.damaged = reader.take<uint64_t>();
  for (Meta::PerLane& lane : meta.lanes) {
    lane.reserved = reader.take<uint64_t>();
    lane.acked.number = reader.take<uint64_t>();
    lane.acked.seq = reader.take<uint64_t>();
    lane.dropped = reader.take<uint64_t>();
    if (lane.reserved > kMaxNumber / 2 || lane.acked.number > kMaxNumber / 2) return Read::kDamaged;
  }
  return meta.epoch == 0 ? Read::kDamaged : Read::kGood;
}

const char* name_of(Lane lane) { return kLaneNames[static_cast<size_t>(lane)]; }

SegmentName::SegmentName(Lane lane, uint64_t number) {
  std::snprintf(text, sizeof(text), "%s-%016llx.seg", name_of(lane), static_cast<unsigned long long>(number));
}

bool SegmentName::parse(const std::string& name, Lane& lane, uint64_t& number) {
  constexpr size_t kDigits = 16;
  for (size_t k = 0; k < kLanes; ++k) {
    const size_t prefix = std::strlen(kLaneNames[k]) + 1;
    if (name.size() != prefix + kDigits + 4 || name.compare(0, prefix - 1, kLaneNames[k]) != 0) continue;
    number = 0;
    for (size_t at = prefix; at < prefix + kDigits; ++at) {
      const char* digit = std::strchr("0123456789abcdef", name[at]);
      if (digit == nullptr || *digit == '\0') return false;
      number = number << 4 | static_cast<uint64_t>(digit - "0123456789abcdef");
    }
    lane = static_cast<Lane>(k);
    return number > 0 && number <= kMaxNumber && name == SegmentName(lane, number).text;
  }
  return false;
}

}  // namespace cradlewatch
