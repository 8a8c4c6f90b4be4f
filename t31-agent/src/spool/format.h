#pragma once

#include <array>

#include "spool/spool.h"

namespace cradlewatch {

/// The bytes on disk, little endian. t31-agent/README.md has the tables.
constexpr size_t kSegmentHeaderBytes = 32, kRecordHeaderBytes = 20, kMetaBytes = 124;

/// Numbers beyond are not the spool's. It begins with at most half of it, so that it never gets there.
constexpr uint64_t kMaxNumber = uint64_t{1} << 62;

/// Whether bytes are what they should be.
enum class Read { kGood, kDamaged, kOtherVersion };

/// How a segment file begins.
struct SegmentHeader {
  uint64_t epoch;
  /// Counts the lane's segments; part of the file's name.
  uint64_t number;
  Lane lane;
};

std::array<uint8_t, kSegmentHeaderBytes> encode(const SegmentHeader& header);
Read decode(const uint8_t* bytes, size_t count, SegmentHeader& header, uint32_t& version);

/// What precedes each record.
struct RecordHeader {
  uint64_t seq;
  /// Bytes of the record, without this header.
  uint32_t size;
  /// Of those bytes.
  uint32_t crc;
};

/// Binds a segment's records to it, so that old flash blocks are not taken for its own.
uint32_t salt_of(const SegmentHeader& header);

std::array<uint8_t, kRecordHeaderBytes> encode(const RecordHeader& header, uint32_t salt);
/// Gives false if it is no record header of the segment with that salt.
bool decode(const uint8_t* bytes, uint32_t salt, RecordHeader& header);

/// Up to where a lane's records are acknowledged: all of the segments before number, and in it those below
/// seq.
struct AckPosition {
  uint64_t number = 0, seq = 0;
};

/// What is kept beside the records.
struct Meta {
  uint64_t epoch = 0;
  uint64_t damaged = 0;
  struct PerLane {
    /// No record of the epoch has this seq or a higher one.
    uint64_t reserved = 0;
    AckPosition acked;
    uint64_t dropped = 0;
  } lanes[kLanes];
};

std::array<uint8_t, kMetaBytes> encode(const Meta& meta);
Read decode(const uint8_t* bytes, size_t count, Meta& meta, uint32_t& version);

const char* name_of(Lane lane);

/// A segment's file name, such as audio-000000000000002a.seg.
struct SegmentName {
  SegmentName(Lane lane, uint64_t number);
  /// Gives false if name is none.
  static bool parse(const std::string& name, Lane& lane, uint64_t& number);

  char text[32];
};

constexpr char kMetaName[] = "meta", kNewMetaName[] = "meta.new", kNewPictureName[] = "picture.new";

}  // namespace cradlewatch
