#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace cradlewatch {

/// Writes Protobuf fields into a buffer of the caller's. Beyond its end nothing is written and is_full says
/// so.
///
/// Fields of proto3 without `optional` are left out when they are zero or empty: the put_nonzero kind.
class ProtoWriter {
 public:
  ProtoWriter(uint8_t* out, size_t bytes) : begin_(out), at_(out), end_(out + bytes) {}

  size_t size() const { return static_cast<size_t>(at_ - begin_); }
  bool is_full() const { return is_full_; }

  void put_varint(uint32_t field, uint64_t value) {
    tag(field, kVarint);
    varint(value);
  }
  void put_nonzero(uint32_t field, uint64_t value) {
    if (value != 0) put_varint(field, value);
  }
  void put_time(uint32_t field, int64_t us) { put_varint(field, static_cast<uint64_t>(us)); }
  void put_nonzero_fixed64(uint32_t field, uint64_t value) {
    if (value == 0) return;
    tag(field, kFixed64);
    little_endian(value, 8);
  }
  void put_nonzero_float(uint32_t field, float value) {
    uint32_t bits;
    std::memcpy(&bits, &value, sizeof(bits));
    if (bits == 0) return;
    tag(field, kFixed32);
    little_endian(bits, 4);
  }
  void put_bytes(uint32_t field, const void* bytes, size_t count) {
    put_bytes_tag(field, count);
    put_raw(bytes, count);
  }
  /// What comes before the bytes of a field.
  void put_bytes_tag(uint32_t field, size_t count) {
    tag(field, kBytes);
    varint(count);
  }
  void put_raw(const void* bytes, size_t count) {
    if (is_full_ || count > static_cast<size_t>(end_ - at_)) {
      is_full_ = true;
      return;
    }
    if (count > 0) std::memcpy(at_, bytes, count);
    at_ += count;
  }
  void put_nonempty(uint32_t field, std::string_view text) {
    if (!text.empty()) put_bytes(field, text.data(), text.size());
  }

 private:
  enum Kind : uint32_t { kVarint = 0, kFixed64 = 1, kBytes = 2, kFixed32 = 5 };

  void tag(uint32_t field, Kind kind) { varint(field << 3 | kind); }
  void varint(uint64_t value) {
    for (; value >= 0x80; value >>= 7) byte(static_cast<uint8_t>(value | 0x80));
    byte(static_cast<uint8_t>(value));
  }
  void little_endian(uint64_t value, int bytes) {
    for (int k = 0; k < bytes; ++k) byte(static_cast<uint8_t>(value >> (8 * k)));
  }
  void byte(uint8_t value) { put_raw(&value, 1); }

  uint8_t *begin_, *at_, *end_;
  bool is_full_ = false;
};

}  // namespace cradlewatch
