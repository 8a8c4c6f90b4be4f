#pragma once

#include <cstdio>
#include <memory>

#include "capture/audio_source.h"

namespace cradlewatch {

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, CloseFile>;

/// A recording: WAV, 16 kHz, mono, 16-bit PCM, also as WAVE_FORMAT_EXTENSIBLE. Leaves start_us as it is.
///
/// Reads what there is of a file whose data were cut off. A last piece under half a second is dropped, a
/// longer one padded with silence.
class WavSource final : public AudioSource {
 public:
  static Result<std::unique_ptr<WavSource>> open(const std::string& path);

  /// The same from an open seekable file; name is for messages.
  static Result<std::unique_ptr<WavSource>> from(File file, const std::string& name);

  Status read(AudioWindow& out) override;
  const std::string& error() const override { return error_; }

 private:
  WavSource(File file, std::string name, uint64_t samples)
      : file_(std::move(file)), name_(std::move(name)), samples_left_(samples) {}

  File file_;
  std::string name_;
  uint64_t samples_left_;
  std::string error_;
};

}  // namespace cradlewatch
