#include "agent/worker.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <cstring>

namespace cradlewatch {
namespace {

constexpr std::chrono::milliseconds kPopFor{200};
constexpr int kHandOverMs = 200;

wire::Reason reason_of(Gate::Reason reason) {
  switch (reason) {
    case Gate::Reason::kDetection:
      return wire::Reason::kDetection;
    case Gate::Reason::kContext:
      return wire::Reason::kContext;
    case Gate::Reason::kAudit:
      break;
  }
  return wire::Reason::kAudit;
}

}  // namespace

uint64_t free_memory_bytes() {
  const int file = open("/proc/meminfo", O_RDONLY | O_CLOEXEC);
  if (file < 0) return 0;
  std::array<char, 512> text{};
  const ssize_t got = read(file, text.data(), text.size() - 1);
  close(file);
  constexpr const char* kField = "MemAvailable:";
  const char* at = got > 0 ? std::strstr(text.data(), kField) : nullptr;
  return at == nullptr ? 0 : std::strtoull(at + std::strlen(kField), nullptr, 10) * 1024;
}

Worker::Worker(const Parts& parts, const Options& options)
    : parts_(parts),
      options_(options),
      // Without a model nothing is ever heard here: then the job must hear everything.
      listener_(parts.scorer, parts.gate, options.streams_all || !parts.scorer.has_model(), *this),
      window_(std::make_unique<AudioWindow>()) {}

void Worker::run(const std::atomic<bool>& stop) {
  beat_if_due();
  if (parts_.step_clock != nullptr) wait_for_sender(stop);
  while (true) {
    progress_.tick();
    const WindowRing::Pop popped = parts_.ring.pop(*window_, kPopFor);
    if (popped == WindowRing::Pop::kClosed) {
      if (stop || !options_.stays_at_end) break;
      // A closed ring does not wait.
      PacingClock::system().sleep_us(kPopFor.count() * 1000);
    }
    if (popped == WindowRing::Pop::kWindow && parts_.step_clock != nullptr) {
      parts_.step_clock->advance_to(window_->start_us + kWindowUs);
    }
    beat_if_due();
    if (popped != WindowRing::Pop::kWindow) continue;
    listener_.hear(*window_);
    if (parts_.step_clock != nullptr) wait_for_sender(stop);
  }
  progress_.end();
}

void Worker::streamed(const AudioWindow& window, float score, Gate::Reason reason) {
  parts_.journal.window(window, score, reason_of(reason), options_.agent_model);
}

void Worker::edge(Gate::Edge edge, int64_t at_us, float score) {
  const bool is_onset = edge == Gate::Edge::kOnset;
  parts_.journal.edge(is_onset ? wire::EventKind::kCryOnset : wire::EventKind::kCryOffset, at_us, score);
}

void Worker::beat_if_due() {
  const int64_t now_us = parts_.journal.clock().steady_us();
  if (next_beat_us_ && now_us < *next_beat_us_) return;
  // Not all that were missed: after a pause one is enough.
  const int64_t due_us = next_beat_us_.value_or(now_us);
  next_beat_us_ = due_us + options_.heartbeat_us > now_us ? due_us + options_.heartbeat_us
                                                          : now_us + options_.heartbeat_us;
  parts_.journal.heartbeat(free_memory_bytes(), parts_.ring.dropped());
}

void Worker::wait_for_sender(const std::atomic<bool>& stop) {
  while (!stop && !parts_.sender.wait_until_handed_over(kHandOverMs)) progress_.tick();
}

}  // namespace cradlewatch
