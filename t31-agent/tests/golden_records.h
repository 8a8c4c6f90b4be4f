#pragma once

#include <cstdio>
#include <string>
#include <vector>

#include "golden.h"

namespace cradlewatch {

/// Hexadecimal digits of the line that begins with the name, in the file that AgentRecordsTest.java reads
/// too.
inline std::string golden_hex(const std::string& name) {
  const std::string text = '\n' + read_text(std::string(AGENT_GOLDEN) + "/records.txt");
  const size_t at = text.find('\n' + name + ' ');
  if (at == std::string::npos) return "";
  const size_t begin = at + name.size() + 2;
  return text.substr(begin, text.find('\n', begin) - begin);
}

inline std::string hex(const uint8_t* bytes, size_t count) {
  std::string digits;
  for (size_t k = 0; k < count; ++k) {
    char pair[3];
    std::snprintf(pair, sizeof(pair), "%02x", bytes[k]);
    digits += pair;
  }
  return digits;
}

}  // namespace cradlewatch
