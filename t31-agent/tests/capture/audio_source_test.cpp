#include "capture/audio_source.h"

#include <gtest/gtest.h>

#include "capture/fake_clock.h"
#include "capture/wav_builder.h"
#include "temp_dir.h"

namespace cradlewatch {
namespace {

using Status = AudioSource::Status;

AudioOptions options(const std::string& kind, const std::string& path) {
  AudioOptions made;
  made.kind = kind;
  made.path = path;
  return made;
}

TEST(AudioSourceTest, OpensEachKindOfFileWithItsTiming) {
  TempDir dir;
  FakeClock clock;
  const std::string wav = dir.write("a.wav", riff(chunk("fmt ", format_body()) + chunk("data", ramp(32000))));
  const std::string pcm = dir.write("a.pcm", ramp(32000));
  for (const auto& [kind, path] : {std::pair("wav", wav), std::pair("pcm", pcm)}) {
    AudioOptions wanted = options(kind, path);
    wanted.clock = &clock;
    wanted.start_us = 7'000'000;
    auto source = open_audio_source(wanted);
    ASSERT_TRUE(source);
    const int64_t begin = clock.steady;
    AudioWindow window{};
    ASSERT_EQ(source.value()->read(window), Status::kOk);
    ASSERT_EQ(source.value()->read(window), Status::kOk);
    EXPECT_EQ(window.start_us, 8'000'000);
    EXPECT_EQ(clock.steady - begin, 2'000'000);
    EXPECT_EQ(source.value()->read(window), Status::kEnd);
  }
}

TEST(AudioSourceTest, DoesNotPaceAFileThatIsNotRealtime) {
  TempDir dir;
  FakeClock clock;
  AudioOptions wanted = options("pcm", dir.write("a.pcm", ramp(16000)));
  wanted.clock = &clock;
  wanted.realtime = false;
  const int64_t begin = clock.steady;
  AudioWindow window{};
  EXPECT_EQ(open_audio_source(wanted).value()->read(window), Status::kOk);
  EXPECT_EQ(clock.steady, begin);
}

TEST(AudioSourceTest, NamesAnUnknownKind) {
  EXPECT_EQ(open_audio_source(options("mp3", "x")).error().message,
            "audio source \"mp3\": expected wav, pcm or alsa");
}

#if AGENT_HAS_ALSA
TEST(AudioSourceTest, CapturesFromAnAlsaDevice) {
  TempDir dir;
  const std::string sound = dir.write("sound.pcm", ramp(40000, -16000));
  const std::string config =
      dir.write("asound.conf", "pcm.played { type file slave.pcm { type null } file /dev/null " +
                                   ("infile \"" + sound) + "\" format raw }\n");
  setenv("ALSA_CONFIG_PATH", config.c_str(), 1);
  auto source = open_audio_source(options("alsa", "played"));
  ASSERT_TRUE(source) << source.error().message;
  AudioWindow window{};
  ASSERT_EQ(source.value()->read(window), Status::kOk);
  EXPECT_EQ(window.pcm[0], -16000);
  EXPECT_EQ(window.pcm[15999], -1);
  ASSERT_EQ(source.value()->read(window), Status::kOk);
  EXPECT_EQ(window.pcm[15999], 15999);
  unsetenv("ALSA_CONFIG_PATH");
}

TEST(AudioSourceTest, NamesAnAlsaDeviceThatIsNotThere) {
  const auto source = open_audio_source(options("alsa", "no_such_device"));
  ASSERT_FALSE(source);
  EXPECT_NE(source.error().message.find("ALSA device no_such_device"), std::string::npos);
}
#endif

}  // namespace
}  // namespace cradlewatch
