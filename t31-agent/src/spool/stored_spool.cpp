#include "spool/stored_spool.h"

#include <algorithm>
#include <cstring>

namespace cradlewatch {

bool StoredSpool::take_id(LaneState& lane, RecordId& id) {
  if (lane.next_seq == lane.reserved_seq) return false;
  id = {lane.lane, epoch_, lane.next_seq++};
  return true;
}

bool StoredSpool::push(LaneState& lane, Bytes head, Bytes body, int64_t now_ms, RecordId& id) {
  if (lane.next_seq == lane.reserved_seq) return false;
  if (!lane.stage.push(epoch_, lane.next_seq, head, body, now_ms)) return false;
  return take_id(lane, id);
}

Appended StoredSpool::append(Lane its_lane, Bytes head, Bytes body, Durability durability, int64_t now_ms) {
  LaneState& lane = at(its_lane);
  const size_t size = head.size + body.size;
  RecordId id{};
  {
    const std::lock_guard<std::mutex> lock(ram_mutex_);
    if (size == 0 || size > lane.options.max_record_bytes) {
      ++lane.dropped;
      return {Kept::kDropped, {}};
    }
    if (durability == Durability::kStaged && push(lane, head, body, now_ms, id)) return {Kept::kInRam, id};
  }
  const DiskLock exclusive(*this, now_ms);
  if (lane.options.stage_bytes == 0) return append_unstaged(lane, head, body, durability);
  for (;;) {
    bool has_number;
    {
      const std::lock_guard<std::mutex> lock(ram_mutex_);
      if (push(lane, head, body, now_ms, id)) break;
      has_number = lane.next_seq < lane.reserved_seq;
    }
    if (!has_number) {
      reserve();
    } else if (!write_oldest(lane)) {
      drop_oldest_staged(lane);
    }
  }
  return {durability == Durability::kSynced ? write_until(lane, id) : Kept::kInRam, id};
}

SegmentLog::Copy StoredSpool::copy(LaneState& lane, const HandOut::Entry& entry, uint8_t* to) {
  if (entry.place.number > 0) return lane.log.read(entry.place, entry.seq, entry.size, to);
  const std::lock_guard<std::mutex> lock(ram_mutex_);
  const Stage::Entry* staged = lane.stage.find(entry.epoch, entry.seq);
  if (staged == nullptr) return SegmentLog::Copy::kDamaged;
  std::memcpy(to, lane.stage.bytes(*staged).data, staged->size);
  return SegmentLog::Copy::kGood;
}

void StoredSpool::finish(LaneState& lane, HandOut::Entry& entry) {
  if (entry.place.number > 0) {
    lane.log.finish(entry.place);
  } else {
    const std::lock_guard<std::mutex> lock(ram_mutex_);
    if (Stage::Entry* staged = lane.stage.find(entry.epoch, entry.seq)) staged->is_acked = true;
    while (!lane.stage.is_empty() && lane.stage.front().is_acked) lane.stage.pop_front();
  }
  if (lane.out.finish(entry, lane.acked)) is_meta_dirty_ = true;
  remove_finished(lane);
}

void StoredSpool::count(LaneState& lane, Loss loss) {
  if (loss.records == 0 && loss.damaged == 0) return;
  is_meta_dirty_ = true;
  const std::lock_guard<std::mutex> lock(ram_mutex_);
  lane.dropped += loss.records;
  damaged_ += loss.damaged;
}

HandedOut StoredSpool::next(Lane its_lane, uint8_t* buffer, size_t capacity) {
  using Status = HandedOut::Status;
  const DiskLock exclusive(*this);
  LaneState& lane = at(its_lane);
  while (HandOut::Entry* entry = lane.out.handed_back()) {
    const RecordId id{its_lane, entry->epoch, entry->seq};
    if (entry->size > capacity) return {Status::kTooSmall, id, entry->size};
    const SegmentLog::Copy copied = copy(lane, *entry, buffer);
    if (copied == SegmentLog::Copy::kFault) return {Status::kNone, {}, 0};
    if (copied == SegmentLog::Copy::kGood) {
      lane.out.hand_out_again(*entry);
      return {Status::kRecord, id, entry->size};
    }
    finish(lane, *entry);
    count(lane, {1, 1});
  }
  if (lane.out.is_full()) return {Status::kNone, {}, 0};
  for (;;) {
    SegmentLog::Unread unread{};
    Loss loss;
    const SegmentLog::Found found = lane.log.peek(unread, loss);
    count(lane, loss);
    if (found == SegmentLog::Found::kFault) return {Status::kNone, {}, 0};
    if (found == SegmentLog::Found::kEnd) break;
    const RecordHeader& header = unread.header;
    const RecordId id{its_lane, unread.epoch, header.seq};
    if (header.size > lane.options.max_record_bytes) {
      lane.log.pass(header, true);
      count(lane, {1, 0});
      continue;
    }
    if (header.size > capacity) return {Status::kTooSmall, id, header.size};
    const SegmentLog::Copy copied = lane.log.read(unread.place, header.seq, header.size, buffer);
    if (copied == SegmentLog::Copy::kFault) return {Status::kNone, {}, 0};
    const bool is_lost = copied == SegmentLog::Copy::kDamaged;
    lane.log.pass(header, is_lost);
    if (is_lost) {
      count(lane, {1, 1});
      continue;
    }
    lane.out.push(unread.epoch, header.seq, unread.place, header.size);
    return {Status::kRecord, id, header.size};
  }
  const std::lock_guard<std::mutex> lock(ram_mutex_);
  const Stage::Entry* staged = lane.stage.unread();
  if (staged == nullptr) return {Status::kNone, {}, 0};
  const RecordId id{its_lane, staged->epoch, staged->seq};
  if (staged->size > capacity) return {Status::kTooSmall, id, staged->size};
  std::memcpy(buffer, lane.stage.bytes(*staged).data, staged->size);
  lane.out.push(staged->epoch, staged->seq, Place{}, staged->size);
  lane.stage.hand_out_unread();
  return {Status::kRecord, id, staged->size};
}

bool StoredSpool::acknowledge(const RecordId& id) {
  const DiskLock exclusive(*this);
  LaneState& lane = at(id.lane);
  HandOut::Entry* entry = lane.out.find(id.epoch, id.seq);
  if (entry == nullptr) return false;
  finish(lane, *entry);
  return true;
}

void StoredSpool::hand_back(const RecordId& id) {
  const DiskLock exclusive(*this);
  HandOut& out = at(id.lane).out;
  if (HandOut::Entry* entry = out.find(id.epoch, id.seq)) out.hand_back(*entry);
}

void StoredSpool::rewind() {
  const DiskLock exclusive(*this);
  for (LaneState& lane : lanes_) lane.out.hand_back_all();
}

void StoredSpool::publish() {
  const std::lock_guard<std::mutex> lock(ram_mutex_);
  published_.written_bytes = meta_bytes_;
  published_.syncs = side_syncs_;
  for (size_t k = 0; k < kLanes; ++k) {
    const LaneState& lane = lanes_[k];
    LaneStats& to = published_.lanes[k];
    to.waiting_records = lane.log.unread_records() + lane.out.records();
    to.waiting_bytes = lane.log.unread_bytes() + lane.out.bytes();
    to.disk_bytes = lane.log.bytes();
    published_.written_bytes += lane.log.written_bytes();
    published_.syncs += lane.log.syncs();
  }
}

SpoolStats StoredSpool::stats() const {
  const std::lock_guard<std::mutex> lock(ram_mutex_);
  SpoolStats stats = published_;
  stats.epoch = epoch_;
  stats.damaged = damaged_;
  for (size_t k = 0; k < kLanes; ++k) {
    const LaneState& lane = lanes_[k];
    stats.lanes[k].waiting_records += lane.stage.unread_records();
    stats.lanes[k].waiting_bytes += lane.stage.unread_bytes();
    stats.lanes[k].dropped = lane.dropped;
  }
  return stats;
}

}  // namespace cradlewatch
