#pragma once

#include <vector>

#include "spool/segment_log.h"

namespace cradlewatch {

/// A lane's records that were handed out, from the oldest not acknowledged on. Allocates only when made.
class HandOut {
 public:
  enum class State { kOut, kHandedBack, kDone };
  struct Entry {
    uint64_t epoch, seq;
    /// Number 0 while it is in RAM.
    Place place;
    uint32_t size;
    State state;
  };

  explicit HandOut(size_t capacity) : entries_(capacity) {}

  bool is_full() const { return count_ == entries_.size(); }
  void push(uint64_t epoch, uint64_t seq, Place place, uint32_t size);

  /// Null if it is not out.
  Entry* find(uint64_t epoch, uint64_t seq);
  /// The oldest that was handed back; null if none.
  Entry* handed_back();
  void hand_out_again(Entry& entry);
  void hand_back(Entry& entry);
  void hand_back_all();

  /// Acknowledged or lost; moves acked to where all are, and says whether it moved.
  bool finish(Entry& entry, AckPosition& acked);
  /// Those in that segment are lost; says how many.
  uint64_t lose_segment(uint64_t number, AckPosition& acked);

  uint64_t records() const { return records_; }
  uint64_t bytes() const { return bytes_; }

 private:
  Entry& at(size_t k) { return entries_[(first_ + k) % entries_.size()]; }
  void mark_done(Entry& entry);
  bool pop_done(AckPosition& acked);

  std::vector<Entry> entries_;
  size_t first_ = 0, count_ = 0, handed_back_ = 0;
  uint64_t records_ = 0, bytes_ = 0;
};

}  // namespace cradlewatch
