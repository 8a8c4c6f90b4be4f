#include "model/views.h"

#include <gtest/gtest.h>

#include <vector>

namespace cradlewatch {
namespace {

TEST(ViewsTest, QuantizesHalvesUpWithinAByte) {
  EXPECT_EQ(quantize_log_mel(-13.8125F, -13.8125F, 10.0F), 0);
  EXPECT_EQ(quantize_log_mel(-20.0F, -13.8125F, 10.0F), 0);
  EXPECT_EQ(quantize_log_mel(20.0F, -13.8125F, 10.0F), 255);
  EXPECT_EQ(quantize_log_mel(0.25F, 0.0F, 10.0F), 3);
  EXPECT_EQ(quantize_log_mel(0.24F, 0.0F, 10.0F), 2);
}

TEST(ViewsTest, ALouderRecordingLooksTheSame) {
  std::vector<uint8_t> quiet(ModelFile::kFrames * ModelFile::kBands), loud(quiet.size());
  for (size_t k = 0; k < quiet.size(); ++k) {
    quiet[k] = static_cast<uint8_t>(k * 7919 % 120);
    loud[k] = static_cast<uint8_t>(quiet[k] + 100);
  }
  std::vector<int8_t> first(quiet.size() * 3), second(first.size());
  make_views(quiet.data(), {first.data(), ModelFile::kBands * 3, 3, 1});
  make_views(loud.data(), {second.data(), ModelFile::kBands * 3, 3, 1});
  EXPECT_EQ(first, second);
}

}  // namespace
}  // namespace cradlewatch
