#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <vector>

#include "capture/audio_source.h"

namespace cradlewatch {

/// Hands windows from the capture thread (one producer) to the worker (one consumer). When full it drops the
/// oldest, so capture never waits. Allocates only when made.
class WindowRing {
 public:
  explicit WindowRing(int windows) : slots_(static_cast<size_t>(windows)) {}

  void push(const AudioWindow& window);

  /// The same for a recording, which can wait: false if it is still full after the time.
  bool push_waiting(const AudioWindow& window, std::chrono::milliseconds timeout);

  /// No more pushes will come; pop still gives what is left.
  void close();

  enum class Pop { kWindow, kTimeout, kClosed };
  Pop pop(AudioWindow& out, std::chrono::milliseconds timeout);

  /// Windows that were dropped since the start.
  uint64_t dropped() const;

 private:
  void put(const AudioWindow& window);

  mutable std::mutex mutex_;
  std::condition_variable changed_, taken_;
  std::vector<AudioWindow> slots_;
  size_t first_ = 0, count_ = 0;
  uint64_t dropped_ = 0;
  bool is_closed_ = false;
};

}  // namespace cradlewatch
