#pragma once

#include <atomic>
#include <memory>

#include "capture/audio_source.h"

namespace cradlewatch {

/// Raw S16LE samples of 16 kHz mono from a file, a FIFO or standard input. Leaves start_us as it is.
///
/// A file and standard input end; a FIFO waits for its next writer, so that a capture helper may be
/// restarted, and drops the part of a window that the last writer left.
class PcmSource final : public AudioSource {
 public:
  /// path "-" is standard input; stop (may be null) ends a wait.
  static Result<std::unique_ptr<PcmSource>> open(const std::string& path, const std::atomic<bool>* stop);

  ~PcmSource() override;
  PcmSource(const PcmSource&) = delete;
  PcmSource& operator=(const PcmSource&) = delete;

  Status read(AudioWindow& out) override;
  const std::string& error() const override { return error_; }
  bool is_regular_file() const { return kind_ == Kind::kFile; }

  /// Whether the FIFO's writer has gone and no other has come; may be asked from any thread.
  bool is_without_writer() const { return is_without_writer_.load(std::memory_order_relaxed); }

 private:
  enum class Kind { kFile, kFifo, kStream };

  PcmSource(int fd, Kind kind, std::string name, const std::atomic<bool>* stop)
      : fd_(fd), kind_(kind), name_(std::move(name)), stop_(stop) {}

  bool is_stopped() const { return stop_ != nullptr && stop_->load(std::memory_order_relaxed); }
  Status fail(int error_number);

  int fd_;
  Kind kind_;
  std::string name_;
  const std::atomic<bool>* stop_;
  std::atomic<bool> is_without_writer_{false};
  std::string error_;
};

}  // namespace cradlewatch
