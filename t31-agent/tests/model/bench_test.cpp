#include "model/bench.h"

#include <gtest/gtest.h>

namespace cradlewatch {
namespace {

TEST(BenchTest, MeasuresBothParts) {
  const auto report = bench(std::string(AGENT_TEST_DATA) + "/cry_tiny_random.bin", 3);
  ASSERT_TRUE(report);
  EXPECT_GT(report.value().features_us, 0);
  EXPECT_GT(report.value().model_us, 0);
  EXPECT_FALSE(bench("/nowhere", 3));
  EXPECT_FALSE(bench("/nowhere", 0));
}

}  // namespace
}  // namespace cradlewatch
