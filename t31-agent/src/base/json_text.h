#pragma once

#include <cstdio>
#include <string>

namespace cradlewatch {

/// A text as JSON, in quotes. Bytes that are no ASCII pass as they are.
inline std::string json_text(const std::string& text) {
  std::string json = "\"";
  for (const char letter : text) {
    if (letter == '"' || letter == '\\') json += '\\';
    if (static_cast<unsigned char>(letter) < ' ') {
      char escape[8];
      std::snprintf(escape, sizeof(escape), "\\u%04x", static_cast<unsigned>(letter));
      json += escape;
    } else {
      json += letter;
    }
  }
  return json + '"';
}

}  // namespace cradlewatch
