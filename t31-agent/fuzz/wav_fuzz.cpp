// Reads any bytes as a WAV file to its end.
#include <cstdint>
#include <cstdio>
#include <memory>

#include "capture/wav_source.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* bytes, size_t count) {
  if (count == 0) return 0;
  cradlewatch::File file(fmemopen(const_cast<uint8_t*>(bytes), count, "rb"));
  auto source = cradlewatch::WavSource::from(std::move(file), "fuzz");
  if (!source) return 0;
  static cradlewatch::AudioWindow window;
  while (source.value()->read(window) == cradlewatch::AudioSource::Status::kOk) {
  }
  return 0;
}
