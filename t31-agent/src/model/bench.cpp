#include "model/bench.h"

#include <chrono>
#include <random>
#include <vector>

#include "features/log_mel.h"
#include "model/tiny_model.h"

namespace cradlewatch {
namespace {

using Clock = std::chrono::steady_clock;

double us_since(Clock::time_point begin) {
  return std::chrono::duration<double, std::micro>(Clock::now() - begin).count();
}

}  // namespace

Result<BenchReport> bench(const std::string& model_path, int windows) {
  if (windows < 1) return Error{"bench of " + std::to_string(windows) + " windows: expected 1 or more"};
  auto model = TinyModel::load(model_path);
  if (!model) return model.error();
  LogMel log_mel;
  std::mt19937 random(1);
  std::vector<int16_t> pcm(feature_spec::kSampleRateHz);
  for (int16_t& sample : pcm) sample = static_cast<int16_t>(random() % 8192);
  std::vector<float> features(static_cast<size_t>(LogMel::kFrames) * LogMel::kBands);
  BenchReport report{};
  for (int k = 0; k < windows; ++k) {
    const auto begin = Clock::now();
    log_mel.window(pcm.data(), features.data());
    report.features_us += us_since(begin) / windows;
    const auto middle = Clock::now();
    model.value()->score(features.data());
    report.model_us += us_since(middle) / windows;
  }
  return report;
}

}  // namespace cradlewatch
