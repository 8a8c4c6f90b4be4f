#include "spool/stage.h"

#include <algorithm>
#include <cstring>

namespace cradlewatch {
namespace {

/// So that small records fill the bytes before the table.
constexpr size_t kBytesPerEntry = 64, kMinEntries = 16, kMaxEntries = 1024;

}  // namespace

Stage::Stage(size_t bytes)
    : arena_(bytes), entries_(std::clamp(bytes / kBytesPerEntry, kMinEntries, kMaxEntries)) {}

bool Stage::push(uint64_t epoch, uint64_t seq, Bytes head, Bytes body, int64_t now_ms) {
  const size_t size = head.size + body.size;
  if (count_ == entries_.size() || size > arena_.size()) return false;
  size_t offset = 0;
  if (count_ > 0) {
    const Entry& newest = at(count_ - 1);
    const size_t begin = front().offset, end = newest.offset + newest.size;
    if (end > begin && arena_.size() - end >= size) {
      offset = end;
    } else if (end > begin && begin >= size) {
      offset = 0;
    } else if (end <= begin && begin - end >= size) {
      offset = end;
    } else {
      return false;
    }
  }
  if (head.size > 0) std::memcpy(&arena_[offset], head.data, head.size);
  if (body.size > 0) std::memcpy(&arena_[offset] + head.size, body.data, body.size);
  entries_[(first_ + count_) % entries_.size()] = {epoch,  seq,   offset, static_cast<uint32_t>(size),
                                                   now_ms, false, false};
  ++count_;
  ++unread_records_;
  unread_bytes_ += size;
  return true;
}

void Stage::pop_front() {
  if (unread_records_ == count_) {
    --unread_records_;
    unread_bytes_ -= front().size;
  }
  first_ = (first_ + 1) % entries_.size();
  --count_;
}

Stage::Entry* Stage::find(uint64_t epoch, uint64_t seq) {
  for (size_t k = 0; k < count_; ++k) {
    if (at(k).seq == seq && at(k).epoch == epoch) return &at(k);
  }
  return nullptr;
}

void Stage::hand_out_unread() {
  unread()->was_handed_out = true;
  unread_bytes_ -= unread()->size;
  --unread_records_;
}

}  // namespace cradlewatch
