#include "agent/listener.h"

#include <cstdlib>

#include "capture/timed_source.h"

namespace cradlewatch {

float Scorer::score(const AudioWindow& window) {
  has_jumped_ = next_us_ && std::llabs(window.start_us - *next_us_) > TimedSource::kSlewUs;
  next_us_ = window.start_us + kWindowUs;
  if (model_ == nullptr) return 0;
  if (has_jumped_) {
    log_mel_.reset();
    model_->reset();
  }
  log_mel_.window(window.pcm.data(), features_.data());
  const float score = model_->score(features_.data());
  // The job refuses what is no probability; not even a broken model may make a monitor mute.
  return score >= 0 && score <= 1 ? score : 0;
}

float Listener::hear(const AudioWindow& window) {
  const float score = scorer_.score(window);
  if (scorer_.has_jumped() && gate_.reset() == Gate::Edge::kOffset) {
    streams_.edge(Gate::Edge::kOffset, window.start_us, 0);
  }
  const Gate::Decision decision = gate_.push(window, score);
  if (decision.edge != Gate::Edge::kNone) streams_.edge(decision.edge, window.start_us, score);
  if (!streams_all_) {
    for (const Gate::Streamed& streamed : decision) {
      streams_.streamed(*streamed.window, streamed.score, streamed.reason);
    }
    return score;
  }
  Gate::Reason reason = Gate::Reason::kAudit;
  for (const Gate::Streamed& streamed : decision) {
    if (streamed.window->start_us == window.start_us) reason = streamed.reason;
  }
  streams_.streamed(window, score, reason);
  return score;
}

}  // namespace cradlewatch
