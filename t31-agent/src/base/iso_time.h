#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace cradlewatch {

/// A time such as 2026-03-01T22:00:00.123Z, with its ending zero.
struct IsoTime {
  char text[32];
};

/// A time in us since the Unix epoch, in milliseconds of UTC; years before 0 and after 9999 as the nearest
/// that can be written.
IsoTime iso_time(int64_t us);

/// us since the Unix epoch of a date-time with an offset, such as 2026-03-01T22:00:00Z or
/// 2026-03-01T23:00:00.5+01:00.
std::optional<int64_t> us_of_iso(const std::string& text);

/// Days from 1970-01-01 to a date of the proleptic Gregorian calendar.
int64_t days_from_civil(int64_t year, int month, int day);

}  // namespace cradlewatch
