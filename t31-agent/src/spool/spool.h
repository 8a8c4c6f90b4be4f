#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"

namespace cradlewatch {

class Disk;

/// A series of records of its own, ordered by what is given up first when the disk is full.
enum class Lane : uint8_t { kAudio = 0, kPictures = 1, kEvents = 2 };
constexpr size_t kLanes = 3;

/// Identity of a record. No other record ever gets it, not even after a power cut. Within an epoch and lane,
/// seq rises in the order of the appends; it may skip numbers.
struct RecordId {
  Lane lane;
  /// Never 0. Records that an outage left behind may have another epoch than new ones.
  uint64_t epoch;
  uint64_t seq;

  bool operator==(const RecordId& other) const {
    return lane == other.lane && epoch == other.epoch && seq == other.seq;
  }
};

/// Bytes that somebody else keeps.
struct Bytes {
  const uint8_t* data = nullptr;
  size_t size = 0;
};

struct LaneOptions {
  /// A buffer of this size takes every record: larger ones that an earlier configuration left are dropped.
  size_t max_record_bytes;
  /// A file gets no more records once it has this many bytes; what is dropped is dropped by the file. Within
  /// 1/1024 and 1/8 of the lane's bound.
  size_t segment_bytes;
  /// RAM in which records wait for their acknowledgement before they go to disk; 0: straight to disk.
  size_t stage_bytes;
  /// Bound on disk of this lane alone, beyond which it drops its own oldest; 0: only the spool's.
  uint64_t max_bytes;
};

struct SpoolOptions {
  /// Folder of this spool alone; made if its parent exists.
  std::string path;
  /// Bound of all files together.
  uint64_t max_bytes = 8U << 20;
  LaneOptions lanes[kLanes] = {
      {33'000, 256U << 10, 640U << 10, 0},
      {(4U << 20) + 4096, 1, 0, 5U << 20},
      {4096, 64U << 10, 32U << 10, 0},
  };
  /// How long a record may wait in RAM for its acknowledgement.
  int stage_ms = 5000;
  /// How long what was written may wait for fsync.
  int sync_ms = 5000;
  /// How often, at most, acknowledgements and counts alone are written down.
  int meta_ms = 60'000;
  /// How long the disk is left alone after it failed.
  int retry_ms = 10'000;
  /// Records per lane that may be handed out and not acknowledged.
  int max_in_flight = 256;
};

/// How far a record must have come when append returns.
enum class Durability {
  /// In RAM; on the disk after stage_ms and synced after another sync_ms, unless acknowledged before.
  kStaged,
  /// On stable storage, unless the disk fails.
  kSynced,
};

/// Where a record is.
enum class Kept { kDropped, kInRam, kOnDisk };

struct Appended {
  /// kOnDisk: on stable storage. kInRam: not yet. kDropped: too large or no room, and counted.
  Kept kept;
  /// Not set if dropped.
  RecordId id;
};

struct HandedOut {
  enum class Status {
    kRecord,
    /// Nothing that is not handed out, or max_in_flight are.
    kNone,
    /// The buffer is smaller than size; the record is still the next.
    kTooSmall,
  };
  Status status;
  RecordId id;
  /// Bytes of the record.
  size_t size;
};

struct LaneStats {
  /// Records not acknowledged, and their bytes.
  uint64_t waiting_records, waiting_bytes;
  /// Bytes of this lane's files.
  uint64_t disk_bytes;
  /// Records given up since the epoch began.
  uint64_t dropped;
};

struct SpoolStats {
  LaneStats lanes[kLanes];
  /// Epoch of new records.
  uint64_t epoch;
  /// Places on the disk that were damaged, since the epoch began; at least one record each.
  uint64_t damaged;
  /// Since open: what wears the flash.
  uint64_t written_bytes, syncs;
  /// Why records stay in RAM: the errno and what was tried; 0 and null while the disk works.
  int disk_error;
  const char* disk_step;
};

/// Keeps records from when they are made until the broker has them, through outages and power cuts, within
/// bounds of bytes. A lane hands its records out in the order of the appends.
///
/// Guarantees, unless dropped for want of room (counted) or damaged by the medium (counted):
/// - what append reported as kOnDisk, or was there when flush returned true, comes out until acknowledged;
/// - bytes come out as they went in, or not at all;
/// - an acknowledged record comes out again only after a power cut, and only if acknowledged less than about
///   meta_ms before it.
///
/// Room for events is made by dropping audio, then pictures, then events; pictures drop no event, audio drops
/// neither. A disk that fails ends nothing: records stay in RAM, the oldest are dropped when it is full.
///
/// Any thread may append, others hand out and acknowledge. No call but open allocates memory. A kStaged
/// append does not touch the disk unless the lane's RAM is full. Times are milliseconds of a clock that never
/// goes back, such as steady_clock.
class Spool {
 public:
  /// Recovers what the folder holds. Fails only for wrong options, a folder in use by another process or one
  /// of a later format; with a disk that does not work it runs from RAM.
  static Result<std::unique_ptr<Spool>> open(const SpoolOptions& options);

  /// The same on another disk, for tests; options.path is for messages.
  static Result<std::unique_ptr<Spool>> open(const SpoolOptions& options, std::unique_ptr<Disk> disk);

  /// Flushes, and writes down what was acknowledged.
  virtual ~Spool() = default;

  /// What open found amiss, in words for the log.
  virtual const std::vector<std::string>& notes() const = 0;

  /// Takes head and body as one record.
  virtual Appended append(Lane lane, Bytes head, Bytes body, Durability durability, int64_t now_ms) = 0;

  /// Takes head and the next file_bytes of an open file as one record of the pictures, in small pieces, onto
  /// the disk. Other appends do not wait for it. kDropped also if the file ends early. One thread at a time.
  virtual Appended append_picture(Bytes head, int file, size_t file_bytes, int64_t now_ms) = 0;

  /// Copies the lane's oldest record that is not handed out into buffer. A null buffer of no capacity asks
  /// for its size. One thread at a time.
  virtual HandedOut next(Lane lane, uint8_t* buffer, size_t capacity) = 0;

  /// The broker has it, in any order; false if the spool was not waiting for that.
  virtual bool acknowledge(const RecordId& id) = 0;

  /// The network gave it up: it will be handed out again, before later ones.
  virtual void hand_back(const RecordId& id) = 0;

  /// All that is not acknowledged will be handed out again.
  virtual void rewind() = 0;

  /// Writes, syncs and notes what is due. Call it at least every second.
  virtual void maintain(int64_t now_ms) = 0;

  /// Brings everything onto stable storage; false if something stayed in RAM.
  virtual bool flush(int64_t now_ms) = 0;

  virtual SpoolStats stats() const = 0;
};

}  // namespace cradlewatch
