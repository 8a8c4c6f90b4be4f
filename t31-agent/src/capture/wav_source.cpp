#include "capture/wav_source.h"

#include <sys/types.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "capture/wav_header.h"

namespace cradlewatch {

Result<std::unique_ptr<WavSource>> WavSource::open(const std::string& path) {
  File file(std::fopen(path.c_str(), "rb"));
  if (!file) return Error{path + ": " + std::strerror(errno) + " (set audio.path)"};
  return from(std::move(file), path);
}

Result<std::unique_ptr<WavSource>> WavSource::from(File file, const std::string& name) {
  const auto data = find_wav_data(file.get(), name);
  if (!data) return data.error();
  if (fseeko(file.get(), static_cast<off_t>(data.value().offset), SEEK_SET) != 0) {
    return Error{name + ": cannot seek (for a pipe set source = \"pcm\")"};
  }
  const uint64_t samples = data.value().bytes / sizeof(int16_t);
  return std::unique_ptr<WavSource>(new WavSource(std::move(file), name, samples));
}

AudioSource::Status WavSource::read(AudioWindow& out) {
  const auto wanted = static_cast<size_t>(std::min<uint64_t>(samples_left_, kWindowSamples));
  const size_t got = std::fread(out.pcm.data(), sizeof(int16_t), wanted, file_.get());
  samples_left_ -= got;
  if (got == kWindowSamples) return Status::kOk;
  if (std::ferror(file_.get()) != 0) {
    error_ = name_ + ": " + std::strerror(errno);
    return Status::kFailed;
  }
  samples_left_ = 0;
  return pad_last_window(out, static_cast<int>(got)) ? Status::kOk : Status::kEnd;
}

}  // namespace cradlewatch
