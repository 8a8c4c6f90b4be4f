#include "capture/wav_header.h"

#include <sys/types.h>

#include <array>
#include <cstring>
#include <limits>
#include <optional>

#include "capture/audio_source.h"

namespace cradlewatch {
namespace {

constexpr uint16_t kPcm = 1, kExtensible = 0xFFFE;
constexpr uint32_t kUnknownSize = 0xFFFFFFFF;
constexpr size_t kPlainFormatBytes = 16, kExtensibleFormatBytes = 40;

/// The end of the GUID of every sub-format that has a WAVE format tag; the tag comes before it.
constexpr std::array<uint8_t, 14> kTaggedGuid = {0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71};

uint16_t u16(const uint8_t* at) { return static_cast<uint16_t>(at[0] | at[1] << 8); }
uint32_t u32(const uint8_t* at) { return u16(at) | static_cast<uint32_t>(u16(at + 2)) << 16; }

/// What is wrong with a format, or nothing.
std::optional<std::string> complaint(const std::array<uint8_t, kExtensibleFormatBytes>& format, size_t size) {
  if (size < kPlainFormatBytes)
    return "format chunk of " + std::to_string(size) + " bytes: expected 16 or more";
  uint16_t tag = u16(&format[0]);
  if (tag == kExtensible) {
    if (size < kExtensibleFormatBytes) return "extensible format chunk is cut short";
    if (std::memcmp(&format[26], kTaggedGuid.data(), kTaggedGuid.size()) != 0) return "unknown sub-format";
    tag = u16(&format[24]);
  }
  if (tag != kPcm) return "format " + std::to_string(tag) + ": expected PCM (1)";
  if (u16(&format[2]) != 1) return std::to_string(u16(&format[2])) + " channels: expected 1";
  if (u32(&format[4]) != kSampleRateHz) return std::to_string(u32(&format[4])) + " Hz: expected 16000";
  if (u16(&format[14]) != 16) return std::to_string(u16(&format[14])) + " bits a sample: expected 16";
  if (u16(&format[12]) != 2) return std::to_string(u16(&format[12])) + " bytes a frame: expected 2";
  return std::nullopt;
}

}  // namespace

Result<WavData> find_wav_data(std::FILE* file, const std::string& name) {
  std::array<uint8_t, 12> riff;
  if (std::fread(riff.data(), 1, riff.size(), file) != riff.size() || std::memcmp(&riff[0], "RIFF", 4) != 0 ||
      std::memcmp(&riff[8], "WAVE", 4) != 0) {
    return Error{name + ": not a WAV file (for headerless samples set source = \"pcm\")"};
  }
  const bool is_open_ended = u32(&riff[4]) == 0 || u32(&riff[4]) == kUnknownSize;
  std::optional<WavData> data;
  bool has_format = false;
  std::array<uint8_t, 8> chunk;
  int64_t at = riff.size();
  while (!(data && has_format) && std::fread(chunk.data(), 1, chunk.size(), file) == chunk.size()) {
    const uint32_t size = u32(&chunk[4]);
    at += static_cast<int64_t>(chunk.size());
    if (std::memcmp(&chunk[0], "fmt ", 4) == 0 && !has_format) {
      std::array<uint8_t, kExtensibleFormatBytes> format{};
      const size_t wanted = size < format.size() ? size : format.size();
      const size_t got = std::fread(format.data(), 1, wanted, file);
      if (const auto wrong = complaint(format, got)) {
        return Error{name + ": " + *wrong + " (convert it with ffmpeg -ac 1 -ar 16000 -c:a pcm_s16le)"};
      }
      has_format = true;
    } else if (std::memcmp(&chunk[0], "data", 4) == 0 && !data) {
      const bool is_unknown = size == kUnknownSize || (size == 0 && is_open_ended);
      data = WavData{at, is_unknown ? std::numeric_limits<uint64_t>::max() : size};
      if (is_unknown) break;
    }
    at += int64_t{size} + (size & 1);
    if (fseeko(file, static_cast<off_t>(at), SEEK_SET) != 0) {
      return Error{name + ": cannot seek (for a pipe set source = \"pcm\")"};
    }
  }
  if (!has_format) return Error{name + ": no format chunk before the end of the file"};
  if (!data) return Error{name + ": no data chunk before the end of the file"};
  return *data;
}

}  // namespace cradlewatch
