#pragma once

#include <cstddef>
#include <cstdint>

namespace cradlewatch {

/// CRC-32 as in zlib and Ethernet (reflected polynomial 0xEDB88320), going on from the crc of the bytes
/// before.
uint32_t crc32(const uint8_t* bytes, size_t count, uint32_t crc = 0);

}  // namespace cradlewatch
