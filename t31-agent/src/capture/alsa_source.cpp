#include "capture/alsa_source.h"

#include <alsa/asoundlib.h>

#include <algorithm>
#include <utility>

namespace cradlewatch {
namespace {

constexpr unsigned kBufferUs = 500'000;
constexpr size_t kBlockSamples = 1600;
constexpr int kWaitMs = 200;
constexpr int kVainTries = 25;

struct ClosePcm {
  void operator()(snd_pcm_t* pcm) const { snd_pcm_close(pcm); }
};
using Pcm = std::unique_ptr<snd_pcm_t, ClosePcm>;

class AlsaSource final : public AudioSource {
 public:
  AlsaSource(Pcm pcm, std::string device, const std::atomic<bool>* stop)
      : pcm_(std::move(pcm)), device_(std::move(device)), stop_(stop) {}

  Status read(AudioWindow& out) override;
  const std::string& error() const override { return error_; }

 private:
  Status fail(const std::string& why) {
    error_ = "ALSA device " + device_ + ": " + why;
    return Status::kFailed;
  }

  Pcm pcm_;
  std::string device_;
  const std::atomic<bool>* stop_;
  std::string error_;
};

AudioSource::Status AlsaSource::read(AudioWindow& out) {
  size_t filled = 0;
  int vain_tries = 0;
  while (filled < out.pcm.size()) {
    if (stop_ != nullptr && stop_->load(std::memory_order_relaxed)) return Status::kEnd;
    snd_pcm_sframes_t got =
        snd_pcm_readi(pcm_.get(), out.pcm.data() + filled, std::min(kBlockSamples, out.pcm.size() - filled));
    if (got == -EAGAIN || got == 0) {
      if (++vain_tries > kVainTries) return fail("no samples for 5 s (is the microphone connected?)");
      snd_pcm_wait(pcm_.get(), kWaitMs);
      continue;
    }
    if (got < 0) {
      got = snd_pcm_recover(pcm_.get(), static_cast<int>(got), 1);
      if (got == 0) got = snd_pcm_start(pcm_.get());
      if (got < 0) return fail(snd_strerror(static_cast<int>(got)));
      if (++vain_tries > kVainTries) return fail("overruns without an end (is the machine overloaded?)");
      filled = 0;
      continue;
    }
    vain_tries = 0;
    filled += static_cast<size_t>(got);
  }
  return Status::kOk;
}

}  // namespace

Result<std::unique_ptr<AudioSource>> open_alsa_source(const std::string& device,
                                                      const std::atomic<bool>* stop) {
  snd_pcm_t* raw = nullptr;
  int status = snd_pcm_open(&raw, device.c_str(), SND_PCM_STREAM_CAPTURE, SND_PCM_NONBLOCK);
  Pcm pcm(raw);
  if (status == 0) {
    status = snd_pcm_set_params(raw, SND_PCM_FORMAT_S16_LE, SND_PCM_ACCESS_RW_INTERLEAVED, 1, kSampleRateHz,
                                1, kBufferUs);
  }
  if (status == 0) status = snd_pcm_start(raw);
  if (status < 0) {
    return Error{"ALSA device " + device + ": " + snd_strerror(status) +
                 " (set audio.path; arecord -L lists them)"};
  }
  return std::unique_ptr<AudioSource>(std::make_unique<AlsaSource>(std::move(pcm), device, stop));
}

}  // namespace cradlewatch
