#pragma once

#include <cstdint>
#include <string>

namespace cradlewatch {

inline std::string bytes16(uint32_t v) {
  return {static_cast<char>(v & 0xFF), static_cast<char>(v >> 8 & 0xFF)};
}
inline std::string bytes32(uint32_t v) { return bytes16(v & 0xFFFF) + bytes16(v >> 16); }

inline std::string chunk(const std::string& id, const std::string& body) {
  return id + bytes32(static_cast<uint32_t>(body.size())) + body + std::string(body.size() % 2, '\0');
}

inline std::string riff(const std::string& chunks) {
  return "RIFF" + bytes32(static_cast<uint32_t>(chunks.size() + 4)) + "WAVE" + chunks;
}

inline std::string format_body(uint32_t tag = 1, uint32_t channels = 1, uint32_t rate = 16000,
                               uint32_t bits = 16) {
  const uint32_t frame = channels * bits / 8;
  return bytes16(tag) + bytes16(channels) + bytes32(rate) + bytes32(rate * frame) + bytes16(frame) +
         bytes16(bits);
}

inline std::string extensible_body(uint32_t tag = 1) {
  const std::string guid_end("\0\0\0\0\x10\0\x80\0\0\xAA\0\x38\x9B\x71", 14);
  return format_body(0xFFFE) + bytes16(22) + bytes16(16) + bytes32(4) + bytes16(tag) + guid_end;
}

/// Samples first, first + 1, ...
inline std::string ramp(int samples, int first = 0) {
  std::string body;
  for (int k = 0; k < samples; ++k) body += bytes16(static_cast<uint32_t>(first + k));
  return body;
}

}  // namespace cradlewatch
