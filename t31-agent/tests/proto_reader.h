#pragma once

#include <cstdint>
#include <cstring>
#include <map>
#include <string>

namespace cradlewatch {

/// The fields of a message: numbers and bytes by field number, nothing nested.
class ProtoReader {
 public:
  explicit ProtoReader(const std::string& message) {
    size_t at = 0;
    const auto take = [&] {
      uint64_t value = 0;
      for (int shift = 0; at < message.size(); shift += 7) {
        const auto byte = static_cast<uint8_t>(message[at++]);
        value |= static_cast<uint64_t>(byte & 0x7F) << shift;
        if (byte < 0x80) break;
      }
      return value;
    };
    while (at < message.size()) {
      const uint64_t tag = take();
      const auto field = static_cast<uint32_t>(tag >> 3);
      const uint64_t kind = tag & 7;
      if (kind == 0) {
        numbers_[field] = take();
        continue;
      }
      const size_t size = kind == 1 ? 8 : kind == 5 ? 4 : static_cast<size_t>(take());
      bytes_[field] = message.substr(at, size);
      at += size;
    }
  }

  uint64_t varint(uint32_t field) const { return numbers_.count(field) == 0 ? 0 : numbers_.at(field); }
  std::string bytes(uint32_t field) const { return bytes_.count(field) == 0 ? "" : bytes_.at(field); }
  uint64_t fixed64(uint32_t field) const {
    uint64_t value = 0;
    std::memcpy(&value, bytes(field).data(), 8);
    return value;
  }

 private:
  std::map<uint32_t, uint64_t> numbers_;
  std::map<uint32_t, std::string> bytes_;
};

}  // namespace cradlewatch
