#include "gate/gate.h"

#include <algorithm>
#include <optional>
#include <string>

namespace cradlewatch {
namespace {

constexpr double kDraws = 4294967296.0;

std::optional<std::string> complaint(const GateConfig& config) {
  const auto is_share = [](double value) { return value >= 0.0 && value <= 1.0; };
  const auto is_roll = [](int seconds) { return seconds >= 0 && seconds <= Gate::kMaxRollSeconds; };
  if (!is_share(config.stream) || config.stream == 0.0)
    return "stream " + std::to_string(config.stream) + ": expected over 0 to 1";
  if (!is_share(config.on) || config.on == 0.0)
    return "on " + std::to_string(config.on) + ": expected over 0 to 1";
  if (!is_share(config.off) || config.off > config.on) {
    return "off " + std::to_string(config.off) + ": expected 0 to on (" + std::to_string(config.on) + ")";
  }
  if (!is_roll(config.pre_roll_s))
    return "pre_roll_s " + std::to_string(config.pre_roll_s) + ": expected 0 to 30";
  if (!is_roll(config.post_roll_s))
    return "post_roll_s " + std::to_string(config.post_roll_s) + ": expected 0 to 30";
  if (!is_share(config.audit_share)) {
    return "audit_share " + std::to_string(config.audit_share) + ": expected 0 to 1";
  }
  if (config.smoothing_windows < 1) return "smoothing_windows: expected 1 or more";
  return std::nullopt;
}

}  // namespace

Result<std::unique_ptr<Gate>> Gate::create(const GateConfig& config) {
  if (const auto wrong = complaint(config)) return Error{"gate." + *wrong + " (set it in agent.toml)"};
  return std::unique_ptr<Gate>(new Gate(config));
}

Gate::Gate(const GateConfig& config)
    : config_(config),
      random_(static_cast<std::mt19937::result_type>(config.seed ^ config.seed >> 32)),
      ring_(static_cast<size_t>(config.pre_roll_s) + 1) {
  streamed_.reserve(ring_.size());
}

Gate::Decision Gate::push(const AudioWindow& window, float score) {
  newest_ = (newest_ + 1) % ring_.size();
  held_ = std::min(held_ + 1, static_cast<int>(ring_.size()));
  Held& newest = ring_[newest_];
  newest.window = window;
  newest.score = score;
  newest.is_streamed = false;
  streamed_.clear();
  const bool is_audit = draw_audit();
  const Edge edge = follow(score);
  if (is_crying_) {
    for (int age = held_ - 1; age > 0; --age) stream(held(age), Reason::kContext);
    stream(newest, Reason::kDetection);
    post_roll_left_ = config_.post_roll_s;
  } else if (score >= config_.stream || post_roll_left_ > 0) {
    stream(newest, score >= config_.stream ? Reason::kDetection : Reason::kContext);
    post_roll_left_ = std::max(0, post_roll_left_ - 1);
  } else if (is_audit) {
    stream(newest, Reason::kAudit);
  }
  return {streamed_.data(), static_cast<int>(streamed_.size()), edge};
}

Gate::Edge Gate::reset() {
  const Edge edge = is_crying_ ? Edge::kOffset : Edge::kNone;
  is_crying_ = false;
  held_ = quiet_windows_ = post_roll_left_ = 0;
  return edge;
}

Gate::Edge Gate::follow(float score) {
  if (!is_crying_) {
    if (!(score >= config_.on)) return Edge::kNone;
    is_crying_ = true;
    quiet_windows_ = 0;
    return Edge::kOnset;
  }
  quiet_windows_ = score >= config_.off ? 0 : quiet_windows_ + 1;
  if (quiet_windows_ < config_.smoothing_windows) return Edge::kNone;
  is_crying_ = false;
  return Edge::kOffset;
}

/// Drawn for every window, so that which ones are audited does not depend on what was heard.
bool Gate::draw_audit() { return static_cast<double>(random_()) < config_.audit_share * kDraws; }

Gate::Held& Gate::held(int age) {
  return ring_[(newest_ + ring_.size() - static_cast<size_t>(age)) % ring_.size()];
}

void Gate::stream(Held& held, Reason reason) {
  if (held.is_streamed) return;
  held.is_streamed = true;
  streamed_.push_back({&held.window, held.score, reason});
}

}  // namespace cradlewatch
