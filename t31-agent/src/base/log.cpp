#include "base/log.h"

#include <unistd.h>

#include <array>
#include <atomic>
#include <cstdarg>
#include <cstdio>

#include "base/iso_time.h"
#include "capture/pacing_clock.h"

namespace cradlewatch {
namespace {

constexpr std::array<const char*, 4> kNames{"error", "warn", "info", "debug"};
constexpr size_t kMessageBytes = 500;

std::atomic<LogLevel> threshold{LogLevel::kInfo};

}  // namespace

void set_log_level(LogLevel level) { threshold = level; }

std::optional<LogLevel> log_level_of(const std::string& name) {
  for (size_t k = 0; k < kNames.size(); ++k) {
    if (name == kNames[k]) return static_cast<LogLevel>(k);
  }
  return std::nullopt;
}

const char* name_of(LogLevel level) { return kNames[static_cast<size_t>(level)]; }

void log_line(LogLevel level, const char* part, const char* format, ...) {
  if (level > threshold.load(std::memory_order_relaxed)) return;
  std::array<char, kMessageBytes> message;
  va_list arguments;
  va_start(arguments, format);
  std::vsnprintf(message.data(), message.size(), format, arguments);
  va_end(arguments);
  for (char& letter : message) {
    if (letter == '\0') break;
    if (static_cast<unsigned char>(letter) < ' ' || letter == '\x7F') letter = '?';
  }
  const IsoTime time = iso_time(PacingClock::system().wall_us());
  std::array<char, kMessageBytes + 100> line;
  const int written = std::snprintf(line.data(), line.size(), "%s %s %.40s: %s\n", time.text, name_of(level),
                                    part, message.data());
  // One call, so that the lines of two threads do not mix. Nothing can be done about a log that is not taken.
  if (written > 0 && ::write(STDERR_FILENO, line.data(), static_cast<size_t>(written)) < 0) return;
}

}  // namespace cradlewatch
