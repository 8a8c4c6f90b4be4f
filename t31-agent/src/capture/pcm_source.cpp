#include "capture/pcm_source.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace cradlewatch {
namespace {

constexpr int kPollMs = 100;

}  // namespace

Result<std::unique_ptr<PcmSource>> PcmSource::open(const std::string& path, const std::atomic<bool>* stop) {
  const std::string name = path == "-" ? "standard input" : path;
  const int fd = path == "-" ? dup(STDIN_FILENO) : ::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  struct stat status {};
  if (fd < 0 || fstat(fd, &status) != 0) {
    const Error error{name + ": " + std::strerror(errno) + " (set audio.path)"};
    if (fd >= 0) close(fd);
    return error;
  }
  if (S_ISDIR(status.st_mode)) {
    close(fd);
    return Error{name + ": is a folder (set audio.path to a file or a FIFO)"};
  }
  Kind kind = S_ISREG(status.st_mode) ? Kind::kFile : Kind::kStream;
  if (S_ISFIFO(status.st_mode) && path != "-") kind = Kind::kFifo;
  return std::unique_ptr<PcmSource>(new PcmSource(fd, kind, name, stop));
}

PcmSource::~PcmSource() { close(fd_); }

AudioSource::Status PcmSource::fail(int error_number) {
  error_ = name_ + ": " + std::strerror(error_number);
  return Status::kFailed;
}

AudioSource::Status PcmSource::read(AudioWindow& out) {
  auto* bytes = reinterpret_cast<unsigned char*>(out.pcm.data());
  size_t filled = 0;
  while (filled < sizeof(out.pcm)) {
    if (is_stopped()) return Status::kEnd;
    pollfd waiting{fd_, POLLIN, 0};
    const int ready = poll(&waiting, 1, kPollMs);
    if (ready < 0 && errno != EINTR) return fail(errno);
    if (ready <= 0) continue;
    const ssize_t got = ::read(fd_, bytes + filled, sizeof(out.pcm) - filled);
    if (got < 0) {
      if (errno == EINTR || errno == EAGAIN) continue;
      return fail(errno);
    }
    if (got > 0) {
      is_without_writer_ = false;
      filled += static_cast<size_t>(got);
      continue;
    }
    if (kind_ != Kind::kFifo) {
      return pad_last_window(out, static_cast<int>(filled / sizeof(int16_t))) ? Status::kOk : Status::kEnd;
    }
    filled = 0;
    is_without_writer_ = true;
    poll(nullptr, 0, kPollMs);
  }
  return Status::kOk;
}

}  // namespace cradlewatch
