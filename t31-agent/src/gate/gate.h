#pragma once

#include <cstdint>
#include <memory>
#include <random>
#include <vector>

#include "base/result.h"
#include "capture/audio_source.h"

namespace cradlewatch {

/// What decides which windows are streamed. Scores are probabilities, times whole windows of 1 s.
struct GateConfig {
  /// A window of this score or more is streamed, also outside a cry. Far under `on`: the full model judges
  /// it.
  double stream = 0.013;
  /// A window of this score or more begins a cry.
  double on = 0.5;
  /// A cry goes on while one of the last smoothing_windows reaches this score.
  double off = 0.2;
  /// What is streamed before and after a cry.
  int pre_roll_s = 1;
  int post_roll_s = 0;
  /// Share of the other windows that is streamed at random.
  double audit_share = 0.002;
  int smoothing_windows = 2;
  uint64_t seed = 1;
};

/// Decides by cry-tiny's score, with hysteresis, which windows go to the network. Keeps the pre-roll itself;
/// allocates only when made.
class Gate {
 public:
  enum class Reason { kDetection, kContext, kAudit };
  enum class Edge { kNone, kOnset, kOffset };

  static constexpr int kMaxRollSeconds = 30;

  struct Streamed {
    const AudioWindow* window;
    float score;
    Reason reason;
  };

  /// The windows to stream now, oldest first, and whether a cry began or ended with the newest. The windows
  /// are the gate's and stay until the next push or reset.
  struct Decision {
    const Streamed* windows;
    int count;
    Edge edge;

    const Streamed* begin() const { return windows; }
    const Streamed* end() const { return windows + count; }
  };

  static Result<std::unique_ptr<Gate>> create(const GateConfig& config);

  Decision push(const AudioWindow& window, float score);

  /// Forgets what it holds, after a gap; kOffset if a cry was on.
  Edge reset();

  bool is_crying() const { return is_crying_; }

 private:
  struct Held {
    AudioWindow window;
    float score;
    bool is_streamed;
  };

  explicit Gate(const GateConfig& config);

  Edge follow(float score);
  bool draw_audit();
  /// The window that came age windows before the newest.
  Held& held(int age);
  void stream(Held& held, Reason reason);

  GateConfig config_;
  std::mt19937 random_;
  std::vector<Held> ring_;
  std::vector<Streamed> streamed_;
  size_t newest_ = 0;
  int held_ = 0;
  bool is_crying_ = false;
  int quiet_windows_ = 0;
  int post_roll_left_ = 0;
};

}  // namespace cradlewatch
