#pragma once

#include <array>
#include <limits>
#include <mutex>
#include <optional>

#include "spool/disk.h"
#include "spool/hand_out.h"
#include "spool/segment_log.h"
#include "spool/stage.h"

namespace cradlewatch {

/// The spool. A lane's records lie, oldest first, in its log on the disk and then in its stage in RAM.
///
/// Two locks, so that a staged append never waits for the disk: disk_mutex_ guards all but what ram_mutex_
/// guards, and is taken first.
class StoredSpool final : public Spool {
 public:
  StoredSpool(const SpoolOptions& options, std::unique_ptr<Disk> disk);
  ~StoredSpool() override;
  StoredSpool(const StoredSpool&) = delete;
  StoredSpool& operator=(const StoredSpool&) = delete;

  /// Reads the folder, before anything else is called. What it gives is why the spool must not be used.
  std::optional<Error> recover();

  const std::vector<std::string>& notes() const override { return notes_; }
  Appended append(Lane lane, Bytes head, Bytes body, Durability durability, int64_t now_ms) override;
  Appended append_picture(Bytes head, int file, size_t file_bytes, int64_t now_ms) override;
  HandedOut next(Lane lane, uint8_t* buffer, size_t capacity) override;
  bool acknowledge(const RecordId& id) override;
  void hand_back(const RecordId& id) override;
  void rewind() override;
  void maintain(int64_t now_ms) override;
  bool flush(int64_t now_ms) override;
  SpoolStats stats() const override;

 private:
  struct LaneState {
    LaneState(Disk& disk, Lane its_lane, const LaneOptions& its_options, uint64_t its_bound,
              int max_in_flight);

    const Lane lane;
    const LaneOptions options;
    /// In bytes on the disk.
    const uint64_t bound;
    SegmentLog log;
    HandOut out;
    AckPosition acked;
    int64_t dirty_since_ms = 0;

    /// From here on guarded by ram_mutex_.
    Stage stage;
    uint64_t next_seq = 0, reserved_seq = 0;
    uint64_t dropped = 0;
  };

  /// Holds the disk's lock, and at its end tells stats what changed.
  class DiskLock {
   public:
    DiskLock(StoredSpool& spool, int64_t now_ms) : spool_(spool), lock_(spool.disk_mutex_) {
      spool.now_ms_ = now_ms;
    }
    explicit DiskLock(StoredSpool& spool) : spool_(spool), lock_(spool.disk_mutex_) {}
    ~DiskLock() { spool_.publish(); }
    DiskLock(const DiskLock&) = delete;
    DiskLock& operator=(const DiskLock&) = delete;

   private:
    StoredSpool& spool_;
    std::lock_guard<std::mutex> lock_;
  };

  LaneState make_lane(Lane lane) const;
  LaneState& at(Lane lane) { return lanes_[static_cast<size_t>(lane)]; }

  // Under ram_mutex_.
  bool take_id(LaneState& lane, RecordId& id);
  bool push(LaneState& lane, Bytes head, Bytes body, int64_t now_ms, RecordId& id);

  // Under disk_mutex_: bringing records to the disk (spool_writing.cpp).
  Appended drop_arrival(LaneState& lane);
  Appended append_unstaged(LaneState& lane, Bytes head, Bytes body, Durability durability);
  RecordId take_id_or_reserve(LaneState& lane);
  bool is_staged(const LaneState& lane) const;
  bool is_oldest_due(LaneState& lane);
  bool write_oldest(LaneState& lane);
  Kept write_until(LaneState& lane, const RecordId& id);
  void drop_oldest_staged(LaneState& lane);
  bool write(LaneState& lane, const RecordId& id, Bytes head, Bytes body, bool was_handed_out, Place& place);
  bool sync(LaneState& lane);
  bool make_room(LaneState& lane, uint64_t bytes);
  bool drop_segment(LaneState& lane);
  /// Drops the oldest segment of the lowest of these lanes that has one.
  bool drop_of_first(size_t lanes);
  uint64_t disk_bytes() const;
  void remove_finished(LaneState& lane);

  // Under disk_mutex_: handing out.
  SegmentLog::Copy copy(LaneState& lane, const HandOut::Entry& entry, uint8_t* to);
  void finish(LaneState& lane, HandOut::Entry& entry);
  void count(LaneState& lane, Loss loss);

  // Under disk_mutex_: what the meta file keeps (spool_state.cpp).
  void begin_epoch();
  void reserve();
  bool write_meta(uint64_t reserve);
  void work_without_disk(int status);
  std::optional<Error> take_over_meta(bool has_segments, Meta& meta);

  bool is_resting() const { return now_ms_ < retry_at_ms_; }
  void note_fault(const DiskFault& fault);
  void note_success();
  void publish();

  static constexpr int64_t kNever = std::numeric_limits<int64_t>::max();
  /// Numbers per lane that the meta file sets aside at a time, so that those used are never used again.
  static constexpr uint64_t kReserve = 4096;

  const SpoolOptions options_;
  const std::unique_ptr<Disk> disk_;
  std::vector<std::string> notes_;
  bool is_recovered_ = false;

  mutable std::mutex disk_mutex_, ram_mutex_;
  std::array<LaneState, kLanes> lanes_;
  int64_t now_ms_ = 0, retry_at_ms_ = 0, meta_written_ms_ = 0;
  bool is_meta_dirty_ = false;
  /// Room that a picture being written will take.
  uint64_t picture_bytes_ = 0;
  uint64_t meta_bytes_ = 0, side_syncs_ = 0;

  // Guarded by ram_mutex_.
  uint64_t epoch_ = 0, damaged_ = 0;
  /// What DiskLock published.
  SpoolStats published_{};
};

}  // namespace cradlewatch
