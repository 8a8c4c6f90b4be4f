#pragma once

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <vector>

#include "base/progress.h"
#include "base/wakeup.h"
#include "identity/device_key.h"
#include "kafka/backoff.h"
#include "kafka/producer.h"
#include "kafka/slots.h"
#include "records/device_clock.h"
#include "records/journal.h"
#include "spool/spool.h"

namespace cradlewatch {

struct SenderOptions {
  ProducerOptions producer;
  /// A picture that failed so often is given up. In an outage events fail instead: they go first.
  int picture_tries = 4;
  int backoff_first_ms = 500, backoff_most_ms = 10'000;
};

/// Drains the spool into Kafka: stamps each record with the time of hand-over, signs it, and acknowledges it
/// to the spool once the broker has it.
///
/// Events go before sound, sound before pictures. After a failure one record at a time is tried until one
/// arrives, so an outage costs a signature every few seconds; then the number in flight grows with each that
/// arrives. Allocates only when made; what Kafka's client allocates is bounded by the slots.
class Sender {
 public:
  static Result<std::unique_ptr<Sender>> create(const SenderOptions& options, Spool& spool, DeviceKey& key,
                                                DeviceClock& clock, Journal& journal, Wakeup& wakeup);

  ~Sender();

  /// Works until stop() was called; then it has handed over nothing more.
  void run();
  void stop();

  /// Waits until all events and windows that were in the spool at the call have been handed over; false if
  /// they were not within the time or the sender was stopped.
  bool wait_until_handed_over(int timeout_ms);

  /// Records that the broker took since the start.
  uint64_t acknowledged() const { return acknowledged_; }

  /// How often records were not taken and were tried again.
  uint64_t failures() const { return failures_; }

  /// Whether the last that it tried was not taken.
  bool is_failing() const { return is_failing_; }

  Progress& progress() { return progress_; }

 private:
  class Deliveries;

  Sender(const SenderOptions& options, Spool& spool, DeviceKey& key, DeviceClock& clock, Journal& journal,
         Wakeup& wakeup);

  /// False if something waits that may not go yet.
  bool hand_over();
  bool hand_over(Lane lane, Topic topic, Slots& slots);
  bool may_send(Topic topic, size_t bytes) const;
  HandedOut read(Lane lane, Slot& slot);
  bool encode(Slot& slot, size_t stored_bytes);
  bool send(Slot& slot);
  void settle(Slot& slot, Outcome outcome, const char* why);
  void recover();
  void answer(uint64_t asked);

  SenderOptions options_;
  Spool& spool_;
  DeviceKey& key_;
  DeviceClock& clock_;
  Journal& journal_;
  Wakeup& wakeup_;
  Progress progress_;
  std::unique_ptr<Deliveries> deliveries_;
  std::unique_ptr<Producer> producer_;
  Slots events_, windows_, pictures_;
  std::vector<uint8_t> stored_;
  Backoff backoff_;
  size_t in_flight_bytes_ = 0, allowed_bytes_ = 0;
  int in_flight_ = 0;
  /// A record failed, and whether others were in flight with it.
  bool has_failed_ = false, had_company_ = false;
  /// In a row; one picture goes at a time.
  int picture_failures_ = 0;
  int64_t not_before_us_ = 0;
  std::atomic<uint64_t> acknowledged_{0}, failures_{0};
  std::atomic<bool> is_stopped_{false}, is_failing_{false};
  std::mutex mutex_;
  std::condition_variable handed_over_;
  uint64_t asked_ = 0, answered_ = 0;
};

}  // namespace cradlewatch
