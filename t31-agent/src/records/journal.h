#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <mutex>
#include <string_view>

#include "base/wakeup.h"
#include "capture/audio_source.h"
#include "records/device_clock.h"
#include "records/stored_record.h"
#include "spool/spool.h"

namespace cradlewatch {

/// What can fail on a monitor.
enum class FaultKind { kModel, kCapture, kDisk, kPicture, kRecord, kOverload };
constexpr size_t kFaultKinds = 6;
const char* name_of(FaultKind kind);

/// Counts since the start of the program.
struct JournalCounts {
  std::atomic<uint64_t> windows{0}, events{0}, pictures{0};
};

/// Puts what the monitor has to say into the spool, and wakes the sender. From any thread; allocates nothing.
class Journal {
 public:
  /// A kind of fault becomes an event at most this often; the log has them all.
  static constexpr int64_t kFaultAgainUs = 60'000'000;

  Journal(Spool& spool, DeviceClock& clock, Wakeup& sender) : spool_(spool), clock_(clock), sender_(sender) {}

  void window(const AudioWindow& window, float score, wire::Reason reason, const Text<48>& agent_model);

  /// A cry began or ended in the window that begins at at_us.
  void edge(wire::EventKind kind, int64_t at_us, float score);

  /// dropped_windows are those that never reached the spool.
  void heartbeat(uint64_t free_memory_bytes, uint64_t dropped_windows);

  __attribute__((format(printf, 3, 4))) void fault(FaultKind kind, const char* format, ...);

  /// Takes the picture's bytes from an open file; false if the spool has no room.
  bool picture(wire::ImageKind kind, std::string_view image_id, int64_t taken_us, int file, size_t bytes);

  const JournalCounts& counts() const { return counts_; }
  const Spool& spool() const { return spool_; }
  DeviceClock& clock() { return clock_; }

 private:
  void event(EventHead& head, Durability durability);

  Spool& spool_;
  DeviceClock& clock_;
  Wakeup& sender_;
  JournalCounts counts_;
  std::mutex faults_;
  std::array<int64_t, kFaultKinds> next_fault_us_{};
};

/// Milliseconds of the steady clock, as the spool wants them.
int64_t steady_ms();

}  // namespace cradlewatch
