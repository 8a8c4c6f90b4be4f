#pragma once

#include <optional>
#include <string>

namespace cradlewatch {

enum class LogLevel { kError, kWarn, kInfo, kDebug };

/// Lines of a greater level than this are left out; kInfo at the start.
void set_log_level(LogLevel level);

/// "error", "warn", "info" or "debug".
std::optional<LogLevel> log_level_of(const std::string& name);
const char* name_of(LogLevel level);

/// One line to standard error: time, level, part and the printf message, cut after 500 bytes; what is not
/// printable is written as a question mark. From any thread; allocates nothing.
__attribute__((format(printf, 3, 4))) void log_line(LogLevel level, const char* part, const char* format,
                                                    ...);

}  // namespace cradlewatch
