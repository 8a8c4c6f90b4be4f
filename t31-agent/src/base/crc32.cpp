#include "base/crc32.h"

#include <array>

namespace cradlewatch {
namespace {

constexpr std::array<uint32_t, 256> make_table() {
  std::array<uint32_t, 256> table{};
  for (uint32_t value = 0; value < table.size(); ++value) {
    uint32_t crc = value;
    for (int bit = 0; bit < 8; ++bit) crc = (crc & 1) != 0 ? crc >> 1 ^ 0xEDB88320U : crc >> 1;
    table[value] = crc;
  }
  return table;
}

constexpr std::array<uint32_t, 256> kTable = make_table();

}  // namespace

uint32_t crc32(const uint8_t* bytes, size_t count, uint32_t crc) {
  crc = ~crc;
  for (size_t k = 0; k < count; ++k) crc = crc >> 8 ^ kTable[(crc ^ bytes[k]) & 0xFF];
  return ~crc;
}

}  // namespace cradlewatch
