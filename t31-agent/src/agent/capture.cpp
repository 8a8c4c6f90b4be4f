#include "agent/capture.h"

#include <sys/stat.h>

#include <algorithm>
#include <chrono>

namespace cradlewatch {
namespace {

constexpr int kFirstRetryMs = 1000, kMostRetryMs = 30'000, kStepMs = 200;

}  // namespace

bool Capture::is_recording(const AudioOptions& options) {
  struct stat status {};
  return options.kind == "wav" || (options.kind == "pcm" && options.path != "-" &&
                                   stat(options.path.c_str(), &status) == 0 && S_ISREG(status.st_mode));
}

Capture::Capture(AudioOptions options, std::unique_ptr<AudioSource> source, WindowRing& ring,
                 Journal& journal)
    : options_(std::move(options)),
      source_(std::move(source)),
      ring_(ring),
      journal_(journal),
      backoff_(kFirstRetryMs, kMostRetryMs, 1),
      is_recording_(is_recording(options_)),
      window_(std::make_unique<AudioWindow>()) {}

void Capture::run() {
  progress_.tick();
  while (!is_stopped()) {
    if (!source_ && !open_again()) continue;
    const AudioSource::Status status = source_->read(*window_);
    if (status == AudioSource::Status::kEnd) break;
    if (status == AudioSource::Status::kFailed) {
      journal_.fault(FaultKind::kCapture, "%s", source_->error().c_str());
      source_.reset();
      if (is_recording_) {
        has_failed_ = true;
        break;
      }
      wait(backoff_.failed());
      continue;
    }
    backoff_.succeeded();
    progress_.tick();
    push();
  }
  ring_.close();
  progress_.end();
}

bool Capture::open_again() {
  auto opened = open_audio_source(options_);
  if (opened) {
    source_ = std::move(opened.value());
    return true;
  }
  journal_.fault(FaultKind::kCapture, "%s", opened.error().message.c_str());
  wait(backoff_.failed());
  return false;
}

/// A live source is read at the pace of its samples; whoever cannot follow loses the oldest.
void Capture::push() {
  if (!is_recording_) {
    ring_.push(*window_);
    ++captured_;
    return;
  }
  while (!is_stopped()) {
    if (ring_.push_waiting(*window_, std::chrono::milliseconds(kStepMs))) {
      ++captured_;
      return;
    }
    progress_.tick();
  }
}

/// Trying again is progress: the watchdog can do no better.
bool Capture::wait(int ms) {
  for (int waited = 0; waited < ms && !is_stopped(); waited += kStepMs) {
    progress_.tick();
    PacingClock::system().sleep_us(int64_t{std::min(kStepMs, ms - waited)} * 1000);
  }
  progress_.tick();
  return !is_stopped();
}

}  // namespace cradlewatch
