#pragma once

#include <vector>

#include "spool/disk.h"
#include "spool/format.h"

namespace cradlewatch {

/// Where a record lies: a segment's number (0: not on the disk) and the offset of its header.
struct Place {
  uint64_t number = 0, offset = 0;
};

/// Records given up, and places of damage among them.
struct Loss {
  uint64_t records = 0, damaged = 0;
};

/// One lane's records on the disk, in segment files, each read once in order by its frontier. Not for several
/// threads; allocates only in its constructor and in recover.
class SegmentLog {
 public:
  /// No file gets more records once it has segment_bytes. The disk must outlive this.
  SegmentLog(Disk& disk, Lane lane, uint64_t segment_bytes, size_t max_segments);

  /// Takes over the segments with these numbers (ascending), without what was acknowledged. Goes on writing
  /// to the last one if it is of epoch. Says in notes what is amiss; gives an error for a later format.
  Result<Loss> recover(const std::vector<uint64_t>& numbers, AckPosition acked, uint64_t epoch,
                       std::vector<std::string>& notes);

  /// Bytes that a record will take.
  uint64_t cost(uint64_t epoch, size_t record_bytes) const;
  bool has_room_in_table() const { return segments_.size() < segments_.capacity(); }

  /// Adds a record, not synced. If it was handed out from RAM, the frontier, which is at the end then, stays
  /// behind it and the place counts as in flight.
  DiskFault append(uint64_t epoch, uint64_t seq, Bytes head, Bytes body, bool was_handed_out, Place& place);

  /// Takes a file that a caller wrote, with the header that next_header gave and one record, and synced. Its
  /// name is not synced.
  DiskFault adopt(const char* name, const SegmentHeader& header, uint64_t record_bytes);
  SegmentHeader next_header(uint64_t epoch) { return {epoch, next_number_++, lane_}; }

  /// Brings what was appended onto stable storage.
  DiskFault sync();
  bool is_dirty() const { return is_dirty_ || is_folder_dirty_; }
  /// Whether there are segments that could not be synced, so that they may not outlive a power cut.
  bool has_doubtful() const { return !segments_.empty() && segments_.front().number <= doubtful_number_; }
  uint64_t syncs() const { return syncs_; }

  enum class Found { kRecord, kEnd, kFault };
  struct Unread {
    Place place;
    uint64_t epoch;
    RecordHeader header;
  };
  /// The record at the frontier; skips damage and adds it to loss.
  Found peek(Unread& unread, Loss& loss);
  enum class Copy { kGood, kDamaged, kFault };
  /// Copies the record at place with this seq into to, which has room for size bytes.
  Copy read(Place place, uint64_t seq, size_t size, uint8_t* to);
  /// Passes the record that peek found: it is now in flight, or lost.
  void pass(const RecordHeader& header, bool is_lost);

  /// A record in flight is done with.
  void finish(Place place);
  /// Removes the oldest segments in which nothing waits.
  DiskFault remove_finished();

  /// Gives up the oldest segment, and says its number and what nobody had read of it.
  DiskFault drop_oldest(uint64_t& number, Loss& loss);
  bool is_empty() const { return segments_.empty(); }

  uint64_t bytes() const { return bytes_; }
  uint64_t unread_records() const { return unread_records_; }
  uint64_t unread_bytes() const { return unread_bytes_; }
  uint64_t written_bytes() const { return written_bytes_; }
  /// Highest seq found of the epoch given to recover, plus one.
  uint64_t seq_after_recovery() const { return seq_after_recovery_; }

 private:
  struct Segment {
    uint64_t number, epoch;
    uint64_t bytes;
    uint32_t salt;
    uint32_t in_flight = 0, unread_records = 0;
    uint64_t unread_bytes = 0;
  };

  /// What a file at open was found to be.
  struct Scan {
    enum class State { kUnreadable, kDamaged, kOtherVersion, kGood };
    State state = State::kUnreadable;
    uint32_t version = 0;
    uint64_t file_bytes = 0, first_unread = 0, next_seq = 0;
  };

  Scan scan(uint64_t number, AckPosition acked, bool is_last, Segment& segment);
  bool cut(const Segment& segment);
  void resume_last(uint64_t epoch);
  Segment* find(uint64_t number);
  void add(const Segment& segment);
  DiskFault begin(uint64_t epoch);
  DiskFault remove_oldest();
  int reader(uint64_t number);

  Disk& disk_;
  Lane lane_;
  uint64_t segment_bytes_;
  std::vector<Segment> segments_;
  uint64_t next_number_ = 1;
  uint64_t bytes_ = 0, unread_records_ = 0, unread_bytes_ = 0, written_bytes_ = 0, seq_after_recovery_ = 0;
  uint64_t syncs_ = 0;
  Place frontier_;
  /// Of the last segment, while it takes records.
  DiskFile writer_;
  DiskFile reader_;
  uint64_t reader_number_ = 0, doubtful_number_ = 0;
  bool is_dirty_ = false, is_folder_dirty_ = false;
};

}  // namespace cradlewatch
