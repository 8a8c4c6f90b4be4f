#include "records/journal.h"

#include <cstdarg>
#include <cstdio>

#include "base/log.h"

namespace cradlewatch {

const char* name_of(FaultKind kind) {
  constexpr std::array<const char*, kFaultKinds> kNames{"model",   "capture", "disk",
                                                        "picture", "record",  "overload"};
  return kNames[static_cast<size_t>(kind)];
}

int64_t steady_ms() { return PacingClock::system().steady_us() / 1000; }

void Journal::window(const AudioWindow& window, float score, wire::Reason reason,
                     const Text<48>& agent_model) {
  WindowHead head{};
  head.format = kStoredFormat;
  head.reason = static_cast<uint8_t>(reason);
  head.score = score;
  head.start = clock_.stamp(window.start_us);
  head.agent_model = agent_model;
  const Bytes pcm{reinterpret_cast<const uint8_t*>(window.pcm.data()), sizeof(window.pcm)};
  spool_.append(Lane::kAudio, bytes_of(head), pcm, Durability::kStaged, steady_ms());
  ++counts_.windows;
  sender_.wake();
}

void Journal::edge(wire::EventKind kind, int64_t at_us, float score) {
  EventHead head{};
  head.kind = static_cast<uint8_t>(kind);
  head.score = score;
  head.at = clock_.stamp(at_us);
  event(head, Durability::kSynced);
}

void Journal::heartbeat(uint64_t free_memory_bytes, uint64_t dropped_windows) {
  const SpoolStats stats = spool_.stats();
  EventHead head{};
  head.kind = static_cast<uint8_t>(wire::EventKind::kHeartbeat);
  head.has_health = 1;
  head.at = clock_.stamp(clock_.now_us());
  head.free_memory_bytes = free_memory_bytes;
  for (const LaneStats& lane : stats.lanes) head.spool_bytes += lane.waiting_bytes;
  head.dropped_windows = stats.lanes[static_cast<size_t>(Lane::kAudio)].dropped + dropped_windows;
  head.agent_version = Text<16>::of(AGENT_VERSION);
  // The next one comes in seconds: not worth a write to the flash.
  event(head, Durability::kStaged);
}

void Journal::fault(FaultKind kind, const char* format, ...) {
  std::array<char, 200> words;
  va_list arguments;
  va_start(arguments, format);
  std::vsnprintf(words.data(), words.size(), format, arguments);
  va_end(arguments);
  log_line(LogLevel::kError, name_of(kind), "%s", words.data());
  {
    const std::lock_guard<std::mutex> lock(faults_);
    const int64_t now_us = PacingClock::system().steady_us();
    int64_t& next_us = next_fault_us_[static_cast<size_t>(kind)];
    if (next_us != 0 && now_us < next_us) return;
    next_us = now_us + kFaultAgainUs;
  }
  EventHead head{};
  head.kind = static_cast<uint8_t>(wire::EventKind::kFault);
  head.at = clock_.stamp(clock_.now_us());
  std::array<char, 200> detail;
  std::snprintf(detail.data(), detail.size(), "%s: %.180s", name_of(kind), words.data());
  head.detail = Text<200>::of(detail.data());
  event(head, Durability::kSynced);
}

void Journal::event(EventHead& head, Durability durability) {
  head.format = kStoredFormat;
  spool_.append(Lane::kEvents, bytes_of(head), {}, durability, steady_ms());
  ++counts_.events;
  sender_.wake();
}

bool Journal::picture(wire::ImageKind kind, std::string_view image_id, int64_t taken_us, int file,
                      size_t bytes) {
  PictureHead head{};
  head.format = kStoredFormat;
  head.kind = static_cast<uint8_t>(kind);
  head.taken = clock_.stamp(taken_us);
  head.image_id = Text<96>::of(image_id);
  const Appended appended = spool_.append_picture(bytes_of(head), file, bytes, steady_ms());
  if (appended.kept == Kept::kDropped) return false;
  ++counts_.pictures;
  sender_.wake();
  return true;
}

}  // namespace cradlewatch
