#include "base/iso_time.h"

#include <algorithm>

namespace cradlewatch {
namespace {

constexpr int64_t kUs = 1'000'000, kDaySeconds = 86'400;
constexpr int64_t kFirstUs = -62'167'219'200 * kUs, kLastUs = 253'402'300'799 * kUs;

/// Reads digits and fixed letters off a text; after one that is not there, is_wrong.
struct Scanner {
  const std::string& text;
  size_t at = 0;
  bool is_wrong = false;

  int number(size_t digits) {
    int value = 0;
    for (size_t k = 0; k < digits; ++k) {
      const char letter = at < text.size() ? text[at++] : '\0';
      if (letter < '0' || letter > '9') is_wrong = true;
      value = value * 10 + (letter - '0');
    }
    return is_wrong ? 0 : value;
  }
  char letter(const char* expected) {
    const char found = at < text.size() ? text[at++] : '\0';
    for (; *expected != '\0'; ++expected) {
      if (found == *expected) return found;
    }
    is_wrong = true;
    return '\0';
  }
  bool is_next(char letter) const { return at < text.size() && text[at] == letter; }
};

int days_in(int year, int month) {
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return kDays[month - 1] + (month == 2 && is_leap ? 1 : 0);
}

/// The digits after the point as us; more than six are cut.
int64_t fraction_us(Scanner& scanner) {
  int64_t us = 0, unit = kUs;
  size_t digits = 0;
  for (; scanner.at < scanner.text.size(); ++scanner.at, ++digits) {
    const char letter = scanner.text[scanner.at];
    if (letter < '0' || letter > '9') break;
    unit /= 10;
    us += unit * (letter - '0');
  }
  if (digits == 0) scanner.is_wrong = true;
  return us;
}

void put(char*& at, int64_t value, int digits, char end) {
  for (int k = digits - 1; k >= 0; --k, value /= 10) at[k] = static_cast<char>('0' + value % 10);
  at += digits;
  *at++ = end;
}

}  // namespace

/// Hinnant's algorithm: years begin in March, so that the leap day is the last.
int64_t days_from_civil(int64_t year, int month, int day) {
  year -= month <= 2 ? 1 : 0;
  const int64_t era = (year >= 0 ? year : year - 399) / 400;
  const int64_t of_era = year - era * 400;
  const int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  return era * 146'097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719'468;
}

IsoTime iso_time(int64_t us) {
  us = std::clamp(us, kFirstUs, kLastUs);
  const int64_t ms = us / 1000 - (us % 1000 < 0 ? 1 : 0);
  int64_t days = ms / (kDaySeconds * 1000), rest = ms % (kDaySeconds * 1000);
  if (rest < 0) --days, rest += kDaySeconds * 1000;
  const int64_t shifted = days + 719'468;
  const int64_t era = (shifted >= 0 ? shifted : shifted - 146'096) / 146'097;
  const int64_t of_era = shifted - era * 146'097;
  const int64_t year_of_era = (of_era - of_era / 1460 + of_era / 36'524 - of_era / 146'096) / 365;
  const int64_t of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const int64_t shifted_month = (5 * of_year + 2) / 153;
  const int64_t day = of_year - (153 * shifted_month + 2) / 5 + 1;
  const int64_t month = shifted_month < 10 ? shifted_month + 3 : shifted_month - 9;
  const int64_t year = year_of_era + era * 400 + (month <= 2 ? 1 : 0);
  IsoTime time;
  char* at = time.text;
  put(at, year, 4, '-');
  put(at, month, 2, '-');
  put(at, day, 2, 'T');
  put(at, rest / 3'600'000, 2, ':');
  put(at, rest / 60'000 % 60, 2, ':');
  put(at, rest / 1000 % 60, 2, '.');
  put(at, rest % 1000, 3, 'Z');
  *at = '\0';
  return time;
}

std::optional<int64_t> us_of_iso(const std::string& text) {
  Scanner scanner{text};
  const int year = scanner.number(4);
  scanner.letter("-");
  const int month = scanner.number(2);
  scanner.letter("-");
  const int day = scanner.number(2);
  scanner.letter("Tt ");
  const int hour = scanner.number(2);
  scanner.letter(":");
  const int minute = scanner.number(2);
  scanner.letter(":");
  const int second = scanner.number(2);
  int64_t us = 0;
  if (scanner.is_next('.')) {
    ++scanner.at;
    us = fraction_us(scanner);
  }
  const char zone = scanner.letter("Zz+-");
  int64_t offset = 0;
  if (zone == '+' || zone == '-') {
    const int hours = scanner.number(2);
    scanner.letter(":");
    const int minutes = scanner.number(2);
    if (hours > 23 || minutes > 59) return std::nullopt;
    offset = (zone == '+' ? 1 : -1) * (hours * 3600 + minutes * 60);
  }
  const bool is_date = month >= 1 && month <= 12 && day >= 1 && day <= days_in(year, month);
  const bool is_time = hour <= 23 && minute <= 59 && second <= 59;
  if (scanner.is_wrong || scanner.at != text.size() || !is_date || !is_time) return std::nullopt;
  const int64_t seconds =
      days_from_civil(year, month, day) * kDaySeconds + hour * 3600 + minute * 60 + second - offset;
  return seconds * kUs + us;
}

}  // namespace cradlewatch
