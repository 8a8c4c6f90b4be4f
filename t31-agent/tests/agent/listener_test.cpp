#include "agent/listener.h"

#include <gtest/gtest.h>

#include <string>

namespace cradlewatch {
namespace {

/// Writes down what was streamed as seconds with D, C or A for the reason, and + or - for an edge.
class Told final : public Streams {
 public:
  void streamed(const AudioWindow& window, float, Gate::Reason reason) override {
    text += std::to_string(window.start_us / kWindowUs) + "DCA"[static_cast<int>(reason)] + ' ';
  }
  void edge(Gate::Edge edge, int64_t at_us, float) override {
    text += std::to_string(at_us / kWindowUs) + (edge == Gate::Edge::kOnset ? "+ " : "- ");
  }
  std::string take() { return std::exchange(text, ""); }

 private:
  std::string text;
};

std::unique_ptr<TinyModel> random_model() {
  return std::move(TinyModel::load(std::string(AGENT_TEST_DATA) + "/cry_tiny_random.bin").value());
}

class ListenerTest : public ::testing::Test {
 protected:
  void make(std::unique_ptr<TinyModel> model, double on, bool streams_all = false) {
    GateConfig config;
    config.stream = config.on = on;
    config.off = 0;
    config.audit_share = 0;
    gate_ = std::move(Gate::create(config).value());
    scorer_ = std::make_unique<Scorer>(std::move(model));
    listener_ = std::make_unique<Listener>(*scorer_, *gate_, streams_all, told_);
  }
  std::string hear(int second) {
    window_->start_us = second * kWindowUs;
    listener_->hear(*window_);
    return told_.take();
  }

  Told told_;
  std::unique_ptr<Gate> gate_;
  std::unique_ptr<Scorer> scorer_;
  std::unique_ptr<Listener> listener_;
  std::unique_ptr<AudioWindow> window_ = std::make_unique<AudioWindow>();
};

constexpr double kEverything = 1e-6, kNothing = 1;

TEST_F(ListenerTest, StreamsWhatTheGateSaysTheEdgeFirst) {
  make(random_model(), kEverything);
  EXPECT_EQ(hear(0), "0+ 0D ");
  EXPECT_EQ(hear(1), "1D ");
}

TEST_F(ListenerTest, StreamsNothingThatTheGateDoesNotWant) {
  make(random_model(), kNothing);
  EXPECT_EQ(hear(0), "");
}

TEST_F(ListenerTest, StreamsAllAtOnceWhenToldTo) {
  make(random_model(), kNothing, true);
  EXPECT_EQ(hear(0), "0A ");
  EXPECT_EQ(hear(1), "1A ");
  make(random_model(), kEverything, true);
  EXPECT_EQ(hear(0), "0+ 0D ");
}

TEST_F(ListenerTest, AGapEndsTheCryAndBeginsAnew) {
  make(random_model(), kEverything);
  hear(0);
  EXPECT_EQ(hear(5), "5- 5+ 5D ");
}

TEST_F(ListenerTest, AfterAGapTheScoreIsThatOfAFirstWindow) {
  const auto noisy = std::make_unique<AudioWindow>();
  for (size_t k = 0; k < noisy->pcm.size(); ++k) noisy->pcm[k] = static_cast<int16_t>(k * 7919 % 9000);
  Scorer scorer(random_model());
  const auto score = [&](AudioWindow& window, int second) {
    window.start_us = second * kWindowUs;
    return scorer.score(window);
  };
  const float first = score(*noisy, 0);
  score(*window_, 1);
  EXPECT_NE(score(*noisy, 2), first);
  EXPECT_FALSE(scorer.has_jumped());
  EXPECT_EQ(score(*noisy, 9), first);
  EXPECT_TRUE(scorer.has_jumped());
}

TEST_F(ListenerTest, WithoutAModelEveryScoreIsZero) {
  Scorer scorer(nullptr);
  EXPECT_EQ(scorer.score(*window_), 0);
  EXPECT_FALSE(scorer.has_model());
}

}  // namespace
}  // namespace cradlewatch
