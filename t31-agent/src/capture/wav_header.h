#pragma once

#include <cstdint>
#include <cstdio>
#include <string>

#include "base/result.h"

namespace cradlewatch {

/// Where a WAV file's samples are; bytes may be more than the file has.
struct WavData {
  int64_t offset;
  uint64_t bytes;
};

/// Finds the samples of a 16 kHz mono 16-bit WAV whatever the order of its chunks; name is for messages.
Result<WavData> find_wav_data(std::FILE* file, const std::string& name);

}  // namespace cradlewatch
