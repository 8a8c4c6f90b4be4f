#pragma once

#include <vector>

#include "spool/spool.h"

namespace cradlewatch {

/// A lane's newest records in RAM, oldest first, in a ring of bytes. Allocates only when made. Not for
/// several threads, except that one may read the bytes of the oldest while another pushes.
class Stage {
 public:
  struct Entry {
    uint64_t epoch, seq;
    size_t offset;
    uint32_t size;
    int64_t since_ms;
    bool was_handed_out, is_acked;
  };

  explicit Stage(size_t bytes);

  /// False if there is no room; true keeps a copy of head and body as one record.
  bool push(uint64_t epoch, uint64_t seq, Bytes head, Bytes body, int64_t now_ms);

  bool is_empty() const { return count_ == 0; }
  size_t count() const { return count_; }
  /// The k-th oldest.
  Entry& at(size_t k) { return entries_[(first_ + k) % entries_.size()]; }
  Entry& front() { return at(0); }
  Bytes bytes(const Entry& entry) const { return {arena_.data() + entry.offset, entry.size}; }
  void pop_front();
  /// Null if it is not here.
  Entry* find(uint64_t epoch, uint64_t seq);

  /// The oldest that was not handed out; null if all were.
  Entry* unread() { return unread_records_ == 0 ? nullptr : &at(count_ - unread_records_); }
  void hand_out_unread();
  size_t unread_records() const { return unread_records_; }
  size_t unread_bytes() const { return unread_bytes_; }

 private:
  std::vector<uint8_t> arena_;
  std::vector<Entry> entries_;
  size_t first_ = 0, count_ = 0;
  size_t unread_records_ = 0, unread_bytes_ = 0;
};

}  // namespace cradlewatch
