#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "kafka/producer.h"
#include "spool/spool.h"

namespace cradlewatch {

/// The room of one record on its way to the broker.
struct Slot {
  RecordId id;
  Topic topic;
  bool is_used;
  /// data[first .. bytes) is signed, data[value_at .. bytes) sent.
  size_t first, value_at, bytes;
  int64_t sent_us;
  uint8_t* data;
  size_t capacity;
};

/// Fixed buffers of one size; Kafka's client reads the records where they lie. The system gives the memory
/// when it is first written, so what is never used costs nothing.
class Slots {
 public:
  Slots(size_t count, size_t capacity) : memory_(new uint8_t[count * capacity]), slots_(count) {
    for (size_t k = 0; k < count; ++k)
      slots_[k] = {{}, {}, false, 0, 0, 0, 0, memory_.get() + k * capacity, capacity};
  }

  /// One that is free, or null.
  Slot* take() {
    for (Slot& slot : slots_) {
      if (!slot.is_used) {
        slot.is_used = true;
        return &slot;
      }
    }
    return nullptr;
  }
  void free_all() {
    for (Slot& slot : slots_) slot.is_used = false;
  }

 private:
  std::unique_ptr<uint8_t[]> memory_;
  std::vector<Slot> slots_;
};

}  // namespace cradlewatch
