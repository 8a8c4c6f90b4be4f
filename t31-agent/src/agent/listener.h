#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>

#include "capture/audio_source.h"
#include "features/log_mel.h"
#include "gate/gate.h"
#include "model/tiny_model.h"

namespace cradlewatch {

/// Scores a window: log-mel, then cry-tiny. Allocates only when made.
class Scorer {
 public:
  /// Without a model every score is 0.
  explicit Scorer(std::unique_ptr<TinyModel> model) : model_(std::move(model)) {}

  /// In [0, 1]; windows come in order. Forgets what came before when start_us jumps.
  float score(const AudioWindow& window);

  /// Whether the last window did not follow the one before.
  bool has_jumped() const { return has_jumped_; }

  bool has_model() const { return model_ != nullptr; }

 private:
  std::unique_ptr<TinyModel> model_;
  LogMel log_mel_;
  std::array<float, static_cast<size_t>(LogMel::kFrames) * LogMel::kBands> features_;
  std::optional<int64_t> next_us_;
  bool has_jumped_ = false;
};

/// Receives what the listener decided.
class Streams {
 public:
  virtual ~Streams() = default;
  virtual void streamed(const AudioWindow& window, float score, Gate::Reason reason) = 0;
  /// A cry began or ended with the window that begins at at_us.
  virtual void edge(Gate::Edge edge, int64_t at_us, float score) = 0;
};

/// Hears windows in order, and decides with the gate which ones go to the network.
class Listener {
 public:
  /// streams_all: every window goes at once, those that the gate does not want as an audit.
  Listener(Scorer& scorer, Gate& gate, bool streams_all, Streams& streams)
      : scorer_(scorer), gate_(gate), streams_all_(streams_all), streams_(streams) {}

  /// The window's score.
  float hear(const AudioWindow& window);

 private:
  Scorer& scorer_;
  Gate& gate_;
  bool streams_all_;
  Streams& streams_;
};

}  // namespace cradlewatch
