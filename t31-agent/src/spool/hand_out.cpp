#include "spool/hand_out.h"

namespace cradlewatch {

void HandOut::push(uint64_t epoch, uint64_t seq, Place place, uint32_t size) {
  entries_[(first_ + count_) % entries_.size()] = {epoch, seq, place, size, State::kOut};
  ++count_;
  ++records_;
  bytes_ += size;
}

HandOut::Entry* HandOut::find(uint64_t epoch, uint64_t seq) {
  for (size_t k = 0; k < count_; ++k) {
    if (at(k).seq == seq && at(k).epoch == epoch && at(k).state != State::kDone) return &at(k);
  }
  return nullptr;
}

HandOut::Entry* HandOut::handed_back() {
  for (size_t k = 0; handed_back_ > 0 && k < count_; ++k) {
    if (at(k).state == State::kHandedBack) return &at(k);
  }
  return nullptr;
}

void HandOut::hand_out_again(Entry& entry) {
  entry.state = State::kOut;
  --handed_back_;
}

void HandOut::hand_back(Entry& entry) {
  if (entry.state != State::kOut) return;
  entry.state = State::kHandedBack;
  ++handed_back_;
}

void HandOut::hand_back_all() {
  for (size_t k = 0; k < count_; ++k) hand_back(at(k));
}

void HandOut::mark_done(Entry& entry) {
  if (entry.state == State::kHandedBack) --handed_back_;
  entry.state = State::kDone;
  --records_;
  bytes_ -= entry.size;
}

bool HandOut::pop_done(AckPosition& acked) {
  bool has_moved = false;
  while (count_ > 0 && at(0).state == State::kDone) {
    if (at(0).place.number > 0) {
      acked = {at(0).place.number, at(0).seq + 1};
      has_moved = true;
    }
    first_ = (first_ + 1) % entries_.size();
    --count_;
  }
  return has_moved;
}

bool HandOut::finish(Entry& entry, AckPosition& acked) {
  mark_done(entry);
  return pop_done(acked);
}

uint64_t HandOut::lose_segment(uint64_t number, AckPosition& acked) {
  uint64_t lost = 0;
  for (size_t k = 0; k < count_; ++k) {
    if (at(k).place.number != number || at(k).state == State::kDone) continue;
    mark_done(at(k));
    ++lost;
  }
  pop_done(acked);
  return lost;
}

}  // namespace cradlewatch
