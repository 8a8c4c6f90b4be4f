#include "capture/audio_source.h"

#include <algorithm>

#include "capture/pcm_source.h"
#include "capture/timed_source.h"
#include "capture/wav_source.h"
#if AGENT_HAS_ALSA
#include "capture/alsa_source.h"
#endif

namespace cradlewatch {
namespace {

struct Opened {
  std::unique_ptr<AudioSource> source;
  bool is_live;
};

Result<Opened> open_untimed(const AudioOptions& options) {
  if (options.kind == "wav") {
    auto wav = WavSource::open(options.path);
    if (!wav) return wav.error();
    return Opened{std::move(wav.value()), false};
  }
  if (options.kind == "pcm") {
    auto pcm = PcmSource::open(options.path, options.stop);
    if (!pcm) return pcm.error();
    const bool is_live = !pcm.value()->is_regular_file();
    return Opened{std::move(pcm.value()), is_live};
  }
  if (options.kind == "alsa") {
#if AGENT_HAS_ALSA
    auto alsa = open_alsa_source(options.path, options.stop);
    if (!alsa) return alsa.error();
    return Opened{std::move(alsa.value()), true};
#else
    return Error{
        "audio source alsa: this agent was built without ALSA (use source = \"pcm\" and a capture helper)"};
#endif
  }
  return Error{"audio source \"" + options.kind + "\": expected wav, pcm or alsa"};
}

}  // namespace

Result<std::unique_ptr<AudioSource>> open_audio_source(const AudioOptions& options) {
  auto opened = open_untimed(options);
  if (!opened) return opened.error();
  PacingClock& clock = options.clock != nullptr ? *options.clock : PacingClock::system();
  Timing timing = Timing::kLive;
  if (!opened.value().is_live) timing = options.realtime ? Timing::kFilePaced : Timing::kFile;
  return std::unique_ptr<AudioSource>(std::make_unique<TimedSource>(std::move(opened.value().source), timing,
                                                                    clock, options.start_us, options.stop));
}

bool pad_last_window(AudioWindow& window, int samples) {
  if (samples < kWindowSamples / 2) return false;
  std::fill(window.pcm.begin() + samples, window.pcm.end(), int16_t{0});
  return true;
}

}  // namespace cradlewatch
