#pragma once

#include <atomic>
#include <memory>
#include <optional>

#include "capture/audio_source.h"

namespace cradlewatch {

/// How windows get their time: a file's count on from its start, live ones are stamped by the clock.
enum class Timing { kFile, kFilePaced, kLive };

/// Stamps the windows of a source with their start and paces those of a file.
class TimedSource final : public AudioSource {
 public:
  /// Greatest correction of a live stamp a window; a greater error than kJumpUs is a gap and jumps.
  static constexpr int64_t kSlewUs = 1000, kJumpUs = 250'000;

  TimedSource(std::unique_ptr<AudioSource> source, Timing timing, PacingClock& clock,
              std::optional<int64_t> start_us, const std::atomic<bool>* stop);

  Status read(AudioWindow& out) override;
  const std::string& error() const override { return source_->error(); }

 private:
  bool is_stopped() const { return stop_ != nullptr && stop_->load(std::memory_order_relaxed); }
  void stamp_live(AudioWindow& out);
  /// False when stopped while it waited.
  bool wait_until_steady(int64_t steady_us);

  std::unique_ptr<AudioSource> source_;
  Timing timing_;
  PacingClock& clock_;
  std::optional<int64_t> next_us_;
  std::optional<int64_t> steady_start_us_;
  const std::atomic<bool>* stop_;
  int64_t windows_ = 0;
};

}  // namespace cradlewatch
