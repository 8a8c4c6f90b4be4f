#pragma once

#include <atomic>
#include <cstdint>
#include <memory>

#include "agent/listener.h"
#include "agent/replay_clock.h"
#include "base/progress.h"
#include "capture/window_ring.h"
#include "kafka/sender.h"
#include "records/journal.h"

namespace cradlewatch {

/// Takes windows out of the ring, has the listener decide, and writes what it decided to the journal;
/// heartbeats too, so that they stop if it stops.
class Worker final : public Streams {
 public:
  struct Parts {
    WindowRing& ring;
    Journal& journal;
    Sender& sender;
    Scorer& scorer;
    Gate& gate;
    /// The clock of a replay as fast as possible, else null.
    StepClock* step_clock;
  };
  struct Options {
    bool streams_all;
    bool stays_at_end;
    int64_t heartbeat_us;
    Text<48> agent_model;
  };

  Worker(const Parts& parts, const Options& options);

  /// Ends when the ring is closed and empty, and it is stopped or does not stay.
  void run(const std::atomic<bool>& stop);

  Progress& progress() { return progress_; }

 private:
  void streamed(const AudioWindow& window, float score, Gate::Reason reason) override;
  void edge(Gate::Edge edge, int64_t at_us, float score) override;
  void beat_if_due();
  void wait_for_sender(const std::atomic<bool>& stop);

  Parts parts_;
  Options options_;
  Listener listener_;
  Progress progress_;
  std::unique_ptr<AudioWindow> window_;
  std::optional<int64_t> next_beat_us_;
};

/// Memory that the system could still give, in bytes; 0 if it does not tell.
uint64_t free_memory_bytes();

}  // namespace cradlewatch
