#pragma once

#include <cstdint>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace cradlewatch {

inline std::string read_text(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

/// The text between the quotes after `"data":` of the array that follows the keys, in their order; no general
/// JSON.
inline std::string golden_base64(const std::string& json, const std::vector<std::string>& keys) {
  size_t at = 0;
  for (const std::string& key : keys) at = json.find('"' + key + '"', at);
  const size_t begin = json.find('"', json.find(':', json.find("\"data\"", at))) + 1;
  return json.substr(begin, json.find('"', begin) - begin);
}

inline std::vector<uint8_t> base64_bytes(const std::string& text) {
  const std::string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::vector<uint8_t> bytes;
  uint32_t bits = 0;
  int count = 0;
  for (const char letter : text) {
    const size_t value = alphabet.find(letter);
    if (value == std::string::npos) break;
    bits = bits << 6 | static_cast<uint32_t>(value);
    count += 6;
    if (count >= 8) {
      count -= 8;
      bytes.push_back(static_cast<uint8_t>(bits >> count & 0xFF));
    }
  }
  return bytes;
}

/// Values of a golden array, such as golden_array<float>(json, {"profiles", "cry-tiny"}).
template <typename T>
std::vector<T> golden_array(const std::string& json, const std::vector<std::string>& keys) {
  const std::vector<uint8_t> bytes = base64_bytes(golden_base64(json, keys));
  std::vector<T> values(bytes.size() / sizeof(T));
  auto* target = reinterpret_cast<uint8_t*>(values.data());
  for (size_t k = 0; k < values.size() * sizeof(T); ++k) target[k] = bytes[k];
  return values;
}

}  // namespace cradlewatch
