#include "features/log_mel.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "golden.h"

namespace cradlewatch {
namespace {

constexpr size_t kValues = LogMel::kFrames * LogMel::kBands;

TEST(LogMelTest, ComputesTheGoldenVectorsOfPythonAndJava) {
  const std::string golden = read_text(std::string(MODELS_DIR) + "/testdata/log_mel_golden.json");
  const auto pcm = golden_array<int16_t>(golden, {"pcm"});
  const auto expected = golden_array<float>(golden, {"profiles", "cry-tiny"});
  ASSERT_EQ(pcm.size(), 32000U);
  ASSERT_EQ(expected.size(), 2 * kValues);

  LogMel log_mel;
  std::vector<float> actual(2 * kValues);
  log_mel.window(&pcm[0], &actual[0]);
  log_mel.window(&pcm[16000], &actual[kValues]);

  float worst = 0;
  for (size_t k = 0; k < actual.size(); ++k) {
    worst = std::max(worst, std::abs(actual[k] - expected[k]));
    ASSERT_NEAR(actual[k], expected[k], 1e-3F)
        << "frame " << k / LogMel::kBands << " band " << k % LogMel::kBands;
  }
  RecordProperty("worst", std::to_string(worst));
}

TEST(LogMelTest, ForgetsTheSamplesBeforeAGap) {
  std::vector<int16_t> loud(16000, 20000), quiet(16000, 0);
  LogMel log_mel;
  std::vector<float> fresh(kValues), after_loud(kValues), after_reset(kValues);
  log_mel.window(quiet.data(), fresh.data());
  log_mel.window(loud.data(), after_loud.data());
  log_mel.window(quiet.data(), after_loud.data());
  EXPECT_NE(after_loud, fresh);

  log_mel.window(loud.data(), after_reset.data());
  log_mel.reset();
  log_mel.window(quiet.data(), after_reset.data());
  EXPECT_EQ(after_reset, fresh);
}

TEST(LogMelTest, DigitalSilenceIsTheLogOfTheOffset) {
  std::vector<int16_t> quiet(16000, 0);
  std::vector<float> out(kValues);
  LogMel().window(quiet.data(), out.data());
  for (const float value : out) ASSERT_NEAR(value, std::log(1e-6F), 1e-5F);
}

}  // namespace
}  // namespace cradlewatch
