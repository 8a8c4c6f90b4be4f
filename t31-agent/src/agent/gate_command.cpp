#include "agent/gate_command.h"

#include <deque>

#include "agent/exit_code.h"
#include "agent/listener.h"
#include "base/json_text.h"

namespace cradlewatch {
namespace {

const char* name_of(Gate::Reason reason) {
  switch (reason) {
    case Gate::Reason::kDetection:
      return "\"DETECTION\"";
    case Gate::Reason::kContext:
      return "\"CONTEXT\"";
    case Gate::Reason::kAudit:
      break;
  }
  return "\"AUDIT\"";
}

/// Prints windows in order, once it is certain whether they are streamed: when they are, or when they are
/// older than the pre-roll.
class Decisions final : public Streams {
 public:
  Decisions(const std::string& file, int pre_roll_s, std::FILE* out)
      : file_(json_text(file)), pre_roll_(static_cast<size_t>(pre_roll_s)), out_(out) {}

  void streamed(const AudioWindow& window, float, Gate::Reason reason) override {
    const auto second = static_cast<size_t>(window.start_us / kWindowUs);
    ensure(second);
    pending_[second - first_].reason = name_of(reason);
  }
  void edge(Gate::Edge edge, int64_t at_us, float) override {
    const auto second = static_cast<size_t>(at_us / kWindowUs);
    ensure(second);
    pending_[second - first_].edge = edge;
  }
  void scored(size_t second, float score) {
    ensure(second);
    pending_[second - first_].score = score;
    while (!pending_.empty() && (pending_[0].reason != nullptr || second - first_ >= pre_roll_))
      print_first();
  }
  void finish() {
    while (!pending_.empty()) print_first();
  }

 private:
  struct Window {
    float score = 0;
    const char* reason = nullptr;
    Gate::Edge edge = Gate::Edge::kNone;
  };

  void ensure(size_t second) {
    while (first_ + pending_.size() <= second) pending_.push_back({});
  }
  void print_first() {
    const Window& window = pending_[0];
    const bool is_streamed = window.reason != nullptr;
    const auto score = static_cast<double>(window.score);
    std::fprintf(out_, "{\"file\": %s, \"second\": %zu, \"score\": %.6f, \"streamed\": %s, \"reason\": %s}\n",
                 file_.c_str(), first_, score, is_streamed ? "true" : "false",
                 is_streamed ? window.reason : "null");
    if (window.edge != Gate::Edge::kNone) {
      std::fprintf(out_, "{\"file\": %s, \"second\": %zu, \"edge\": \"%s\", \"score\": %.6f}\n",
                   file_.c_str(), first_, window.edge == Gate::Edge::kOnset ? "ONSET" : "OFFSET", score);
    }
    pending_.pop_front();
    ++first_;
  }

  std::string file_;
  size_t pre_roll_;
  std::FILE* out_;
  size_t first_ = 0;
  std::deque<Window> pending_;
};

int fail(ExitCode code, const std::string& message) {
  std::fprintf(stderr, "t31-agent: %s\n", message.c_str());
  return code;
}

int play(const std::string& model_path, const GateConfig& config, const std::string& recording,
         std::FILE* out) {
  auto model = TinyModel::load(model_path);
  if (!model) return fail(kNoModel, model.error().message);
  auto gate = Gate::create(config);
  if (!gate) return fail(kWrongUsage, gate.error().message);
  AudioOptions options;
  options.kind = "wav";
  options.path = recording;
  options.realtime = false;
  options.start_us = 0;
  auto source = open_audio_source(options);
  if (!source) return fail(kNoAudio, source.error().message);
  Scorer scorer(std::move(model.value()));
  Decisions decisions(recording, config.pre_roll_s, out);
  Listener listener(scorer, *gate.value(), false, decisions);
  const auto window = std::make_unique<AudioWindow>();
  AudioSource::Status status = source.value()->read(*window);
  for (size_t second = 0; status == AudioSource::Status::kOk;
       ++second, status = source.value()->read(*window)) {
    decisions.scored(second, listener.hear(*window));
  }
  decisions.finish();
  if (status == AudioSource::Status::kFailed) return fail(kNoAudio, source.value()->error());
  return kDone;
}

}  // namespace

int run_gate(const std::string& model_path, const GateConfig& config,
             const std::vector<std::string>& recordings, std::FILE* out) {
  for (const std::string& recording : recordings) {
    const int code = play(model_path, config, recording, out);
    if (code != kDone) return code;
  }
  return std::fflush(out) == 0 ? kDone : fail(kNoAudio, "standard output cannot be written");
}

}  // namespace cradlewatch
