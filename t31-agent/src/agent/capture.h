#pragma once

#include <atomic>
#include <cstdint>
#include <memory>

#include "base/progress.h"
#include "capture/audio_source.h"
#include "capture/window_ring.h"
#include "kafka/backoff.h"
#include "records/journal.h"

namespace cradlewatch {

/// Reads sound into the ring until the recording ends or it is stopped. A live source that fails is opened
/// again, and again; a recording that fails ends.
class Capture {
 public:
  /// source may be null where a live one could not be opened yet.
  Capture(AudioOptions options, std::unique_ptr<AudioSource> source, WindowRing& ring, Journal& journal);

  /// Ends with the ring closed.
  void run();

  uint64_t captured() const { return captured_; }
  bool has_failed() const { return has_failed_; }
  Progress& progress() { return progress_; }

  /// Whether the source is a recording, which can wait and is never dropped.
  static bool is_recording(const AudioOptions& options);

 private:
  bool open_again();
  void push();
  bool wait(int ms);
  bool is_stopped() const { return options_.stop->load(std::memory_order_relaxed); }

  AudioOptions options_;
  std::unique_ptr<AudioSource> source_;
  WindowRing& ring_;
  Journal& journal_;
  Progress progress_;
  Backoff backoff_;
  bool is_recording_;
  std::unique_ptr<AudioWindow> window_;
  std::atomic<uint64_t> captured_{0};
  std::atomic<bool> has_failed_{false};
};

}  // namespace cradlewatch
