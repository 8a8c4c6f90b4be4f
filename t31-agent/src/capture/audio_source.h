#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "base/result.h"
#include "capture/pacing_clock.h"

namespace cradlewatch {

constexpr int kSampleRateHz = 16000;
constexpr int kWindowSamples = 16000;
constexpr int64_t kWindowUs = 1'000'000;

static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "samples are read as S16LE without a conversion");

/// One second of mono sound and the time of its first sample, in us since the Unix epoch.
struct AudioWindow {
  int64_t start_us;
  std::array<int16_t, kWindowSamples> pcm;
};

/// Gives sound second by second. Windows follow each other without a gap unless start_us jumps.
class AudioSource {
 public:
  enum class Status { kOk, kEnd, kFailed };

  virtual ~AudioSource() = default;

  /// Fills the next second; kEnd at the end of a file or after a stop, kFailed with error() set.
  virtual Status read(AudioWindow& out) = 0;

  virtual const std::string& error() const = 0;
};

/// Where sound comes from and how it is timed.
struct AudioOptions {
  /// "wav", "pcm" or "alsa".
  std::string kind;
  /// A file, a FIFO or "-" for standard input; for "alsa" the device.
  std::string path;
  /// Gives a file's windows at the pace at which they were recorded.
  bool realtime = true;
  /// Time of a file's first sample; the time of the first read if absent.
  std::optional<int64_t> start_us;
  /// The system's clock if null.
  PacingClock* clock = nullptr;
  /// A source ends within half a second after this turns true.
  const std::atomic<bool>* stop = nullptr;
};

Result<std::unique_ptr<AudioSource>> open_audio_source(const AudioOptions& options);

/// Ends a recording: pads a last piece of at least half a second with silence; false for a shorter one.
bool pad_last_window(AudioWindow& window, int samples);

}  // namespace cradlewatch
