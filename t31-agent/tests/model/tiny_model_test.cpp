#include "model/tiny_model.h"

#include <gtest/gtest.h>

#include <cstring>
#include <limits>
#include <random>

#include "base/crc32.h"
#include "golden.h"

namespace cradlewatch {
namespace {

constexpr size_t kContext = ModelFile::kFrames * ModelFile::kBands, kWindow = kContext / 2;
constexpr size_t kPreamble = 20, kHead = 76, kRecord = 40;

std::string model_path() { return std::string(AGENT_TEST_DATA) + "/cry_tiny_random.bin"; }

class TinyModelTest : public ::testing::Test {
 protected:
  void SetUp() override {
    auto loaded = TinyModel::load(model_path());
    ASSERT_TRUE(loaded) << loaded.error().message;
    model_ = std::move(loaded.value());
    const std::string golden = read_text(std::string(MODELS_DIR) + "/testdata/cry_tiny_golden.json");
    steps_ = golden_array<uint8_t>(golden, {"steps"});
    logits_ = golden_array<int32_t>(golden, {"logits"});
    ASSERT_EQ(steps_.size(), logits_.size() * kContext);
    ASSERT_GE(logits_.size(), 10U);
  }

  std::unique_ptr<TinyModel> model_;
  std::vector<uint8_t> steps_;
  std::vector<int32_t> logits_;
};

TEST_F(TinyModelTest, GivesThePythonReferencesLogitsBitForBit) {
  for (size_t k = 0; k < logits_.size(); ++k) {
    EXPECT_EQ(model_->logit(&steps_[k * kContext]), logits_[k]) << "context " << k;
  }
}

TEST_F(TinyModelTest, TellsItsNameAndVersion) { EXPECT_EQ(model_->name(), "cry-tiny random"); }

std::vector<float> some_log_mel(unsigned seed) {
  std::mt19937 random(seed);
  std::vector<float> values(kWindow);
  for (float& value : values) value = static_cast<float>(random() % 2000) / 100.0F - 12.0F;
  return values;
}

TEST_F(TinyModelTest, KeepsTheWindowBeforeAsContext) {
  const auto first = some_log_mel(1), second = some_log_mel(2);
  model_->score(first.data());
  const float in_context = model_->score(second.data());
  model_->reset();
  const float alone = model_->score(second.data());
  EXPECT_NE(in_context, alone);
  model_->reset();
  model_->score(first.data());
  EXPECT_EQ(model_->score(second.data()), in_context);
}

TEST_F(TinyModelTest, TheFirstWindowStandsInForTheOneBefore) {
  const auto window = some_log_mel(1);
  const float first = model_->score(window.data());
  EXPECT_EQ(model_->score(window.data()), first);
}

TEST_F(TinyModelTest, AnyFeaturesGiveAProbability) {
  std::vector<float> wild(kWindow, std::numeric_limits<float>::quiet_NaN());
  wild[1] = std::numeric_limits<float>::infinity();
  wild[2] = -std::numeric_limits<float>::infinity();
  wild[3] = 1e30F;
  const float score = model_->score(wild.data());
  EXPECT_GE(score, 0.0F);
  EXPECT_LE(score, 1.0F);
}

/// A model file that can be spoilt before it is read.
class SpoiltModelTest : public ::testing::Test {
 protected:
  void SetUp() override {
    const std::string content = read_text(model_path());
    bytes_.assign(content.begin(), content.end());
  }

  template <typename T>
  void put(size_t at, T value) {
    std::memcpy(&bytes_[at], &value, sizeof(T));
  }

  /// Where a value of a layer's record is.
  static size_t record(size_t layer, size_t at) { return kPreamble + kHead + layer * kRecord + at; }

  /// Makes size and checksum right again, as a forger would.
  void seal() {
    put(12, static_cast<uint32_t>(bytes_.size() - kPreamble));
    put(16, crc32(&bytes_[kPreamble], bytes_.size() - kPreamble));
  }

  std::string error() const {
    const auto model = TinyModel::parse(bytes_.data(), bytes_.size(), "m.bin");
    return model ? "loaded" : model.error().message;
  }

  void expect_error(const std::string& part) const {
    EXPECT_NE(error().find(part), std::string::npos) << error();
  }

  std::vector<uint8_t> bytes_;
};

TEST_F(SpoiltModelTest, LoadsWhenItIsWhole) { EXPECT_EQ(error(), "loaded"); }

TEST_F(SpoiltModelTest, IsRefusedWhenCutAnywhere) {
  const std::vector<uint8_t> whole = bytes_;
  for (size_t size = 0; size < whole.size(); size += size < 1000 ? 1 : 37) {
    bytes_.assign(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
    ASSERT_NE(error(), "loaded") << size;
    if (size < kPreamble) continue;
    seal();
    ASSERT_NE(error(), "loaded") << size << " with a forged checksum";
  }
}

TEST_F(SpoiltModelTest, IsRefusedWhenAByteChanged) {
  for (size_t at = 0; at < bytes_.size(); at += 13) {
    bytes_[at] ^= 0x10;
    ASSERT_NE(error(), "loaded") << at;
    bytes_[at] ^= 0x10;
  }
}

TEST_F(SpoiltModelTest, NamesWhatIsWrong) {
  put(8, uint32_t{2});
  expect_error("m.bin: format 2: this agent reads format 1");
  bytes_[0] = 'X';
  expect_error("not a cry-tiny model");
}

TEST_F(SpoiltModelTest, RefusesForgedShapes) {
  struct Forgery {
    size_t at;
    uint16_t value;
    const char* error;
  };
  const size_t out_rows = 14, out_channels = 18, kernel = 20, stride = 24, last = 18, pool = 16;
  const Forgery forgeries[] = {
      {record(0, 0), 9, "unknown kind"},
      {record(0, out_rows), 51, "output does not fit"},
      {record(0, out_channels), 0, "empty or too large"},
      {record(0, out_channels), 60000, "empty or too large"},
      {record(0, kernel), 2, "kernel or stride"},
      {record(0, kernel), 9, "kernel or stride"},
      {record(0, stride), 0, "kernel or stride"},
      {record(pool, kernel), 25, "does not fit its input"},
      {record(pool, kernel + 2), 9, "kernel or stride"},
      {record(2, out_channels), 9, "weights: its shape needs another number"},
      {record(last, 4), 0, "raw layer"},
      {record(0, 4), 1, "raw layer"},
  };
  for (const Forgery& forgery : forgeries) {
    SetUp();
    put(forgery.at, forgery.value);
    seal();
    expect_error(forgery.error);
  }
}

TEST_F(SpoiltModelTest, RefusesNumbersThatCouldOverflow) {
  const size_t weights = kPreamble + kHead + 19 * kRecord, bias = weights + 136;
  put(weights, int8_t{-128});
  seal();
  expect_error("a weight is -128");
  SetUp();
  put(bias, int32_t{(1 << 30) + 1});
  seal();
  expect_error("a bias is over 2^30");
  SetUp();
  put(bias + 20, int32_t{-1});
  seal();
  expect_error("a multiplier is negative");
  SetUp();
  put(kPreamble + 60, std::numeric_limits<float>::quiet_NaN());
  seal();
  expect_error("not finite");
}

TEST(TinyModelFileTest, NamesAFileThatIsNotThere) {
  EXPECT_NE(
      TinyModel::load("/nowhere/cry-tiny.bin").error().message.find("/nowhere/cry-tiny.bin: No such file"),
      std::string::npos);
}

}  // namespace
}  // namespace cradlewatch
