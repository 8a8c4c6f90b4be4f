// How the spool brings records to the disk and makes room there.
#include <algorithm>
#include <cerrno>

#include "spool/side_files.h"
#include "spool/stored_spool.h"

namespace cradlewatch {

void StoredSpool::note_fault(const DiskFault& fault) {
  if (retry_at_ms_ != kNever) retry_at_ms_ = now_ms_ + options_.retry_ms;
  const std::lock_guard<std::mutex> lock(ram_mutex_);
  published_.disk_error = fault.error;
  published_.disk_step = fault.step;
}

void StoredSpool::note_success() {
  const std::lock_guard<std::mutex> lock(ram_mutex_);
  published_.disk_error = 0;
  published_.disk_step = nullptr;
}

uint64_t StoredSpool::disk_bytes() const {
  uint64_t bytes = 2 * kMetaBytes + picture_bytes_;
  for (const LaneState& lane : lanes_) bytes += lane.log.bytes();
  return bytes;
}

bool StoredSpool::drop_segment(LaneState& lane) {
  uint64_t number = 0;
  Loss loss;
  if (const DiskFault fault = lane.log.drop_oldest(number, loss)) {
    note_fault(fault);
    return false;
  }
  loss.records += lane.out.lose_segment(number, lane.acked);
  count(lane, loss);
  return true;
}

bool StoredSpool::drop_of_first(size_t lanes) {
  for (size_t k = 0; k < lanes; ++k) {
    if (!lanes_[k].log.is_empty()) return drop_segment(lanes_[k]);
  }
  return false;
}

bool StoredSpool::make_room(LaneState& lane, uint64_t bytes) {
  while (lane.log.bytes() + bytes > lane.bound || !lane.log.has_room_in_table()) {
    if (lane.log.is_empty() || !drop_segment(lane)) return false;
  }
  uint64_t untouchable = disk_bytes();
  for (const LaneState& lower : lanes_) untouchable -= lower.lane <= lane.lane ? lower.log.bytes() : 0;
  if (untouchable + bytes > options_.max_bytes) return false;
  while (disk_bytes() + bytes > options_.max_bytes) {
    if (!drop_of_first(static_cast<size_t>(lane.lane) + 1)) return false;
  }
  return true;
}

bool StoredSpool::write(LaneState& lane, const RecordId& id, Bytes head, Bytes body, bool was_handed_out,
                        Place& place) {
  if (is_resting()) return false;
  if (!make_room(lane, lane.log.cost(id.epoch, head.size + body.size))) return false;
  if (!lane.log.is_dirty()) lane.dirty_since_ms = now_ms_;
  DiskFault fault = lane.log.append(id.epoch, id.seq, head, body, was_handed_out, place);
  if (fault.error == ENOSPC && drop_of_first(static_cast<size_t>(lane.lane))) {
    fault = lane.log.append(id.epoch, id.seq, head, body, was_handed_out, place);
  }
  if (fault) {
    note_fault(fault);
    return false;
  }
  note_success();
  return true;
}

bool StoredSpool::is_staged(const LaneState& lane) const {
  const std::lock_guard<std::mutex> lock(ram_mutex_);
  return !lane.stage.is_empty();
}

bool StoredSpool::is_oldest_due(LaneState& lane) {
  const std::lock_guard<std::mutex> lock(ram_mutex_);
  return !lane.stage.is_empty() && now_ms_ - lane.stage.front().since_ms >= options_.stage_ms;
}

bool StoredSpool::write_oldest(LaneState& lane) {
  Stage::Entry oldest;
  {
    const std::lock_guard<std::mutex> lock(ram_mutex_);
    oldest = lane.stage.front();
    if (oldest.is_acked) {
      lane.stage.pop_front();
      return true;
    }
  }
  const RecordId id{lane.lane, oldest.epoch, oldest.seq};
  Place place;
  if (!write(lane, id, {}, lane.stage.bytes(oldest), oldest.was_handed_out, place)) return false;
  if (HandOut::Entry* out = oldest.was_handed_out ? lane.out.find(id.epoch, id.seq) : nullptr) {
    out->place = place;
  }
  const std::lock_guard<std::mutex> lock(ram_mutex_);
  lane.stage.pop_front();
  return true;
}

Kept StoredSpool::write_until(LaneState& lane, const RecordId& id) {
  for (bool is_written = false; !is_written;) {
    {
      const std::lock_guard<std::mutex> lock(ram_mutex_);
      const Stage::Entry& oldest = lane.stage.front();
      is_written = oldest.epoch == id.epoch && oldest.seq == id.seq;
    }
    if (!write_oldest(lane)) return Kept::kInRam;
  }
  return sync(lane) ? Kept::kOnDisk : Kept::kInRam;
}

void StoredSpool::drop_oldest_staged(LaneState& lane) {
  RecordId id{};
  {
    const std::lock_guard<std::mutex> lock(ram_mutex_);
    const Stage::Entry& oldest = lane.stage.front();
    id = {lane.lane, oldest.epoch, oldest.seq};
    if (!oldest.is_acked) ++lane.dropped;
    lane.stage.pop_front();
  }
  if (HandOut::Entry* out = lane.out.find(id.epoch, id.seq)) lane.out.finish(*out, lane.acked);
  is_meta_dirty_ = true;
}

Appended StoredSpool::drop_arrival(LaneState& lane) {
  count(lane, {1, 0});
  return {Kept::kDropped, {}};
}

RecordId StoredSpool::take_id_or_reserve(LaneState& lane) {
  RecordId id{};
  for (;;) {
    {
      const std::lock_guard<std::mutex> lock(ram_mutex_);
      if (take_id(lane, id)) return id;
    }
    reserve();
  }
}

Appended StoredSpool::append_unstaged(LaneState& lane, Bytes head, Bytes body, Durability durability) {
  const RecordId id = take_id_or_reserve(lane);
  Place place;
  if (!write(lane, id, head, body, false, place)) return drop_arrival(lane);
  const bool is_stored = durability == Durability::kSynced && sync(lane);
  return {is_stored ? Kept::kOnDisk : Kept::kInRam, id};
}

Appended StoredSpool::append_picture(Bytes head, int file, size_t file_bytes, int64_t now_ms) {
  LaneState& lane = at(Lane::kPictures);
  const size_t size = head.size + file_bytes;
  const uint64_t cost = kSegmentHeaderBytes + kRecordHeaderBytes + size;
  RecordId id{};
  SegmentHeader header{};
  {
    const DiskLock exclusive(*this, now_ms);
    const size_t most = lane.options.max_record_bytes;
    if (size == 0 || head.size > most || file_bytes > most - head.size) return drop_arrival(lane);
    if (is_resting() || !make_room(lane, cost)) return drop_arrival(lane);
    id = take_id_or_reserve(lane);
    header = lane.log.next_header(id.epoch);
    picture_bytes_ = cost;
  }
  DiskFault fault = write_picture_file(*disk_, header, id.seq, head, file, file_bytes);
  const DiskLock exclusive(*this);
  picture_bytes_ = 0;
  ++side_syncs_;
  if (!fault) fault = lane.log.adopt(kNewPictureName, header, size);
  if (fault) {
    disk_->remove(kNewPictureName);
    // The picture's own file is not the disk.
    if (fault.error != EPIPE) note_fault(fault);
    return drop_arrival(lane);
  }
  return {sync(lane) ? Kept::kOnDisk : Kept::kInRam, id};
}

bool StoredSpool::sync(LaneState& lane) {
  const DiskFault fault = lane.log.sync();
  if (fault) note_fault(fault);
  return !fault;
}

void StoredSpool::remove_finished(LaneState& lane) {
  if (is_resting()) return;
  if (const DiskFault fault = lane.log.remove_finished()) note_fault(fault);
}

void StoredSpool::maintain(int64_t now_ms) {
  const DiskLock exclusive(*this, now_ms);
  if (is_resting()) return;
  uint64_t left = ~uint64_t{0};
  for (LaneState& lane : lanes_) {
    while (is_oldest_due(lane) && write_oldest(lane)) {
    }
    if (lane.log.is_dirty() && now_ms - lane.dirty_since_ms >= options_.sync_ms) sync(lane);
    remove_finished(lane);
    const std::lock_guard<std::mutex> lock(ram_mutex_);
    left = std::min(left, lane.reserved_seq - lane.next_seq);
  }
  const bool is_due = is_meta_dirty_ && now_ms - meta_written_ms_ >= options_.meta_ms;
  if ((is_due || left < kReserve / 2) && !is_resting()) write_meta(kReserve);
}

bool StoredSpool::flush(int64_t now_ms) {
  const DiskLock exclusive(*this, now_ms);
  if (retry_at_ms_ == kNever) return false;
  retry_at_ms_ = now_ms;
  bool is_all = true;
  for (LaneState& lane : lanes_) {
    while (is_staged(lane) && write_oldest(lane)) {
    }
    is_all = sync(lane) && !is_staged(lane) && !lane.log.has_doubtful() && is_all;
  }
  if (is_meta_dirty_ && !is_resting()) is_all = write_meta(kReserve) && is_all;
  return is_all;
}

}  // namespace cradlewatch
