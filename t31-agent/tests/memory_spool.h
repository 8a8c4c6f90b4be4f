#pragma once

#include <unistd.h>

#include <algorithm>
#include <deque>
#include <mutex>
#include <string>
#include <vector>

#include "spool/spool.h"

namespace cradlewatch {

/// A spool that forgets nothing and needs no disk.
class MemorySpool final : public Spool {
 public:
  struct Record {
    RecordId id;
    std::string bytes;
    bool is_out = false;
  };

  const std::vector<std::string>& notes() const override { return notes_; }

  Appended append(Lane lane, Bytes head, Bytes body, Durability, int64_t) override {
    const std::lock_guard<std::mutex> lock(mutex_);
    std::string bytes(reinterpret_cast<const char*>(head.data), head.size);
    if (body.size > 0) bytes.append(reinterpret_cast<const char*>(body.data), body.size);
    return add(lane, bytes);
  }

  Appended append_picture(Bytes head, int file, size_t file_bytes, int64_t) override {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (is_full) return {Kept::kDropped, {}};
    std::string bytes(reinterpret_cast<const char*>(head.data), head.size);
    std::string body(file_bytes, '\0');
    if (read(file, body.data(), body.size()) != static_cast<ssize_t>(body.size()))
      return {Kept::kDropped, {}};
    return add(Lane::kPictures, bytes + body);
  }

  HandedOut next(Lane lane, uint8_t* buffer, size_t capacity) override {
    const std::lock_guard<std::mutex> lock(mutex_);
    for (Record& record : records(lane)) {
      if (record.is_out) continue;
      const size_t size = record.bytes.size();
      if (size > capacity) return {HandedOut::Status::kTooSmall, record.id, size};
      std::copy(record.bytes.begin(), record.bytes.end(), buffer);
      record.is_out = true;
      return {HandedOut::Status::kRecord, record.id, size};
    }
    return {HandedOut::Status::kNone, {}, 0};
  }

  bool acknowledge(const RecordId& id) override {
    const std::lock_guard<std::mutex> lock(mutex_);
    auto& lane = records(id.lane);
    const auto found = std::find_if(lane.begin(), lane.end(), [&](const Record& r) { return r.id == id; });
    if (found == lane.end()) return false;
    lane.erase(found);
    return true;
  }

  void hand_back(const RecordId& id) override {
    const std::lock_guard<std::mutex> lock(mutex_);
    for (Record& record : records(id.lane)) record.is_out = record.is_out && !(record.id == id);
  }

  void rewind() override {
    const std::lock_guard<std::mutex> lock(mutex_);
    for (auto& lane : lanes_) {
      for (Record& record : lane) record.is_out = false;
    }
  }

  void maintain(int64_t) override {}
  bool flush(int64_t) override { return true; }

  SpoolStats stats() const override {
    const std::lock_guard<std::mutex> lock(mutex_);
    SpoolStats stats{};
    for (size_t k = 0; k < kLanes; ++k) {
      stats.lanes[k].waiting_records = lanes_[k].size();
      for (const Record& record : lanes_[k]) stats.lanes[k].waiting_bytes += record.bytes.size();
    }
    stats.epoch = kEpoch;
    return stats;
  }

  /// What waits in a lane.
  std::vector<std::string> waiting(Lane lane) const {
    const std::lock_guard<std::mutex> lock(mutex_);
    std::vector<std::string> all;
    for (const Record& record : lanes_[static_cast<size_t>(lane)]) all.push_back(record.bytes);
    return all;
  }

  static constexpr uint64_t kEpoch = 0x1122'3344'5566'7788;
  bool is_full = false;

 private:
  std::deque<Record>& records(Lane lane) { return lanes_[static_cast<size_t>(lane)]; }
  Appended add(Lane lane, const std::string& bytes) {
    const RecordId id{lane, kEpoch, next_seq_[static_cast<size_t>(lane)]++};
    records(lane).push_back({id, bytes});
    return {Kept::kInRam, id};
  }

  mutable std::mutex mutex_;
  std::vector<std::string> notes_;
  std::deque<Record> lanes_[kLanes];
  uint64_t next_seq_[kLanes] = {};
};

}  // namespace cradlewatch
