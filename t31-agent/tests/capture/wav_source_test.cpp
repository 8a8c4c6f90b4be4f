#include "capture/wav_source.h"

#include <gtest/gtest.h>

#include "capture/wav_builder.h"
#include "temp_dir.h"

namespace cradlewatch {
namespace {

using Status = AudioSource::Status;

class WavSourceTest : public ::testing::Test {
 protected:
  Result<std::unique_ptr<WavSource>> open(const std::string& content) {
    return WavSource::open(dir_.write("sound.wav", content));
  }

  /// Windows until the end, and the last one.
  int count_windows(const std::string& content) {
    auto source = open(content);
    EXPECT_TRUE(source) << source.error().message;
    if (!source) return -1;
    int windows = 0;
    while (source.value()->read(window_) == Status::kOk) ++windows;
    EXPECT_EQ(source.value()->error(), "");
    return windows;
  }

  std::string error_of(const std::string& content) {
    const auto source = open(content);
    return source ? "opened" : source.error().message;
  }

  TempDir dir_;
  AudioWindow window_{};
};

TEST_F(WavSourceTest, GivesTheSamplesSecondBySecond) {
  auto source = open(riff(chunk("fmt ", format_body()) + chunk("data", ramp(32000, -16000))));
  ASSERT_TRUE(source);
  ASSERT_EQ(source.value()->read(window_), Status::kOk);
  EXPECT_EQ(window_.pcm[0], -16000);
  EXPECT_EQ(window_.pcm[15999], -1);
  ASSERT_EQ(source.value()->read(window_), Status::kOk);
  EXPECT_EQ(window_.pcm[0], 0);
  EXPECT_EQ(window_.pcm[15999], 15999);
  EXPECT_EQ(source.value()->read(window_), Status::kEnd);
  EXPECT_EQ(source.value()->read(window_), Status::kEnd);
}

TEST_F(WavSourceTest, PadsALastHalfSecondWithSilence) {
  EXPECT_EQ(count_windows(riff(chunk("fmt ", format_body()) + chunk("data", ramp(16000) + ramp(8000, 1)))),
            2);
  EXPECT_EQ(window_.pcm[7999], 8000);
  EXPECT_EQ(window_.pcm[8000], 0);
  EXPECT_EQ(window_.pcm[15999], 0);
}

TEST_F(WavSourceTest, DropsALastPieceUnderHalfASecond) {
  EXPECT_EQ(count_windows(riff(chunk("fmt ", format_body()) + chunk("data", ramp(16000) + ramp(7999)))), 1);
  EXPECT_EQ(count_windows(riff(chunk("fmt ", format_body()) + chunk("data", ""))), 0);
}

TEST_F(WavSourceTest, FindsTheChunksInAnyOrderAndSize) {
  const std::string odd = chunk("LIST", "odd");
  EXPECT_EQ(count_windows(riff(odd + chunk("fmt ", format_body()) + odd + chunk("data", ramp(16000)))), 1);
  EXPECT_EQ(count_windows(riff(chunk("data", ramp(16000, 7)) + odd + chunk("fmt ", format_body() + "!!"))),
            1);
  EXPECT_EQ(window_.pcm[0], 7);
  EXPECT_EQ(count_windows(riff(chunk("fmt ", format_body()) + chunk("data", ramp(16000) + "x") + odd)), 1);
}

TEST_F(WavSourceTest, StopsAtTheEndOfTheDataChunk) {
  const std::string more = chunk("LIST", ramp(20000));
  EXPECT_EQ(count_windows(riff(chunk("fmt ", format_body()) + chunk("data", ramp(16000)) + more)), 1);
}

TEST_F(WavSourceTest, ReadsWhatIsThereOfTruncatedData) {
  const std::string whole = riff(chunk("fmt ", format_body()) + chunk("data", ramp(32000)));
  EXPECT_EQ(count_windows(whole.substr(0, 44 + 2 * 16000 + 100)), 1);
  EXPECT_EQ(count_windows(whole.substr(0, 44 + 2 * 24000 + 1)), 2);
}

TEST_F(WavSourceTest, ReadsToTheEndWhenARecorderDidNotKnowTheLength) {
  const std::string format = "WAVE" + chunk("fmt ", format_body());
  EXPECT_EQ(count_windows("RIFF" + bytes32(0xFFFFFFFF) + format + "data" + bytes32(0xFFFFFFFF) + ramp(16000)),
            1);
  EXPECT_EQ(count_windows("RIFF" + bytes32(0) + format + "data" + bytes32(0) + ramp(16000)), 1);
}

TEST_F(WavSourceTest, AcceptsTheExtensibleFormat) {
  EXPECT_EQ(count_windows(riff(chunk("fmt ", extensible_body()) + chunk("data", ramp(16000)))), 1);
  EXPECT_NE(error_of(riff(chunk("fmt ", extensible_body(3)))).find("format 3: expected PCM"),
            std::string::npos);
  std::string foreign = extensible_body();
  foreign[30] = 'x';
  EXPECT_NE(error_of(riff(chunk("fmt ", foreign))).find("unknown sub-format"), std::string::npos);
}

TEST_F(WavSourceTest, SaysWhatIsWrongWithAnotherFormat) {
  EXPECT_NE(error_of(riff(chunk("fmt ", format_body(1, 2)))).find("2 channels: expected 1"),
            std::string::npos);
  EXPECT_NE(error_of(riff(chunk("fmt ", format_body(1, 1, 44100)))).find("44100 Hz: expected 16000"),
            std::string::npos);
  EXPECT_NE(error_of(riff(chunk("fmt ", format_body(1, 1, 16000, 24)))).find("24 bits"), std::string::npos);
  EXPECT_NE(error_of(riff(chunk("fmt ", format_body(3)))).find("format 3"), std::string::npos);
}

TEST_F(WavSourceTest, RefusesWhatIsNoWav) {
  EXPECT_NE(error_of("").find("not a WAV file"), std::string::npos);
  EXPECT_NE(error_of("ID3 and something else").find("not a WAV file"), std::string::npos);
  EXPECT_NE(error_of(riff(chunk("data", ramp(10)))).find("no format chunk"), std::string::npos);
  EXPECT_NE(error_of(riff(chunk("fmt ", format_body()))).find("no data chunk"), std::string::npos);
  EXPECT_NE(error_of(riff(chunk("fmt ", "short"))).find("format chunk of 5 bytes"), std::string::npos);
  EXPECT_NE(WavSource::open("/nowhere/x.wav").error().message.find("/nowhere/x.wav: No such file"),
            std::string::npos);
}

}  // namespace
}  // namespace cradlewatch
