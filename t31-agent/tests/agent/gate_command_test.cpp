#include "agent/gate_command.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>

#include "agent/exit_code.h"
#include "capture/wav_builder.h"
#include "golden.h"
#include "temp_dir.h"

namespace cradlewatch {
namespace {

const std::string kModel = std::string(AGENT_TEST_DATA) + "/cry_tiny_random.bin";
constexpr size_t kSeconds = 12;

class GateCommandTest : public ::testing::Test {
 protected:
  GateCommandTest() {
    // A step up and down in loudness, so that the scores differ.
    std::string samples;
    for (int k = 0; k < static_cast<int>(kSeconds) * kWindowSamples; ++k) {
      const bool is_loud = k >= 5 * kWindowSamples && k < 8 * kWindowSamples;
      samples +=
          bytes16(static_cast<uint32_t>(static_cast<int>(std::sin(k * 0.3) * (is_loud ? 20'000 : 20))));
    }
    wav_ = folder_.write("night \"1\".wav", riff(chunk("fmt ", format_body()) + chunk("data", samples)));
    config_.audit_share = 0;
  }

  int run(const std::vector<std::string>& recordings, const std::string& model = kModel) {
    const std::string printed = folder_.file("out");
    std::FILE* out = std::fopen(printed.c_str(), "wb");
    const int code = run_gate(model, config_, recordings, out);
    std::fclose(out);
    text_ = read_text(printed);
    lines_.clear();
    std::istringstream stream(text_);
    for (std::string line; std::getline(stream, line);) lines_.push_back(line);
    return code;
  }

  static double score(const std::string& line) {
    return std::stod(line.substr(line.find("\"score\": ") + 9));
  }
  static bool has(const std::string& line, const std::string& part) {
    return line.find(part) != std::string::npos;
  }

  TempDir folder_;
  std::string wav_;
  GateConfig config_;
  std::string text_;
  std::vector<std::string> lines_;
};

TEST_F(GateCommandTest, PrintsALineAWindowInOrder) {
  config_.stream = config_.on = 1;
  ASSERT_EQ(run({wav_}), kDone);
  ASSERT_EQ(lines_.size(), kSeconds);
  for (size_t k = 0; k < lines_.size(); ++k) {
    char score_text[16];
    std::snprintf(score_text, sizeof(score_text), "%.6f", score(lines_[k]));
    EXPECT_EQ(lines_[k].substr(lines_[k].find("/night")),
              "/night \\\"1\\\".wav\", \"second\": " + std::to_string(k) + ", \"score\": " + score_text +
                  ", \"streamed\": false, \"reason\": null}");
  }
}

TEST_F(GateCommandTest, TellsThePreRollAsStreamed) {
  config_.stream = config_.on = 1;
  run({wav_});
  // The threshold lies at the first window after the third second that is greater than all before it.
  size_t onset = 0;
  for (size_t k = 1; k < lines_.size() && onset < 3; ++k) {
    bool is_greatest = true;
    for (size_t before = 0; before < k; ++before)
      is_greatest &= score(lines_[k]) > score(lines_[before]) + 1e-5;
    if (is_greatest) onset = k;
  }
  ASSERT_GE(onset, 3U) << text_;
  config_.on = score(lines_[onset]) - 1e-6;
  config_.off = 0;
  config_.pre_roll_s = 2;
  ASSERT_EQ(run({wav_}), kDone);
  ASSERT_EQ(lines_.size(), kSeconds + 1);
  for (size_t second = 0; second < kSeconds; ++second) {
    const std::string& line = lines_[second > onset ? second + 1 : second];
    EXPECT_TRUE(has(line, "\"second\": " + std::to_string(second) + ",")) << line;
    const std::string reason = second >= onset       ? "\"DETECTION\""
                               : second + 2 >= onset ? "\"CONTEXT\""
                                                     : "null";
    EXPECT_TRUE(has(line, "\"reason\": " + reason)) << line;
  }
  const std::string& edge = lines_[onset + 1];
  EXPECT_TRUE(has(edge, "\"second\": " + std::to_string(onset) + ", \"edge\": \"ONSET\"")) << edge;
  EXPECT_EQ(score(edge), score(lines_[onset]));
}

TEST_F(GateCommandTest, EachRecordingStartsAnew) {
  config_.audit_share = 0.3;
  ASSERT_EQ(run({wav_}), kDone);
  const std::string once = text_;
  ASSERT_EQ(run({wav_, wav_}), kDone);
  EXPECT_EQ(text_, once + once);
}

TEST_F(GateCommandTest, HasAnExitCodeForEachFailure) {
  EXPECT_EQ(run({wav_}, "/nowhere"), kNoModel);
  EXPECT_EQ(run({"/nowhere.wav"}), kNoAudio);
  config_.off = 0.9;
  EXPECT_EQ(run({wav_}), kWrongUsage);
}

}  // namespace
}  // namespace cradlewatch
