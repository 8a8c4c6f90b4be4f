#include "gate/gate.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <string>

namespace cradlewatch {
namespace {

using Edge = Gate::Edge;

class GateTest : public ::testing::Test {
 protected:
  void make(GateConfig config) { gate_ = std::move(Gate::create(config).value()); }

  /// Streams cries alone, with a pre-roll of 3 s and a post-roll of 5 s.
  static GateConfig without_audit() {
    GateConfig config;
    config.stream = 1;
    config.pre_roll_s = 3;
    config.post_roll_s = 5;
    config.audit_share = 0;
    return config;
  }

  /// Pushes the next second; returns what was streamed as seconds with D, C or A for the reason, and + or -
  /// for an edge.
  std::string push(double score) {
    window_.start_us = second_++ * kWindowUs;
    const Gate::Decision decision = gate_->push(window_, static_cast<float>(score));
    std::string told;
    for (const Gate::Streamed& streamed : decision) {
      told += std::to_string(streamed.window->start_us / kWindowUs) +
              "DCA"[static_cast<int>(streamed.reason)] + " ";
      last_score_ = streamed.score;
    }
    if (decision.edge != Edge::kNone) told += decision.edge == Edge::kOnset ? "+" : "-";
    return told;
  }

  std::unique_ptr<Gate> gate_;
  AudioWindow window_{};
  int64_t second_ = 0;
  float last_score_ = -1;
};

TEST_F(GateTest, StreamsPreRollDetectionAndPostRoll) {
  make(without_audit());
  for (int k = 0; k < 5; ++k) EXPECT_EQ(push(0.1), "");
  EXPECT_EQ(push(0.5), "2C 3C 4C 5D +");
  EXPECT_EQ(push(0.3), "6D ");
  EXPECT_EQ(push(0.1), "7D ");
  EXPECT_EQ(push(0.1), "8C -");
  for (int k = 9; k < 13; ++k) EXPECT_EQ(push(0.1), std::to_string(k) + "C ");
  EXPECT_EQ(push(0.1), "");
  EXPECT_FALSE(gate_->is_crying());
}

TEST_F(GateTest, StreamsWhatMayBeACryBeforeItCallsItOne) {
  GateConfig config = without_audit();
  config.stream = 0.05;
  config.pre_roll_s = config.post_roll_s = 1;
  make(config);
  EXPECT_EQ(push(0.0), "");
  EXPECT_EQ(push(0.05), "1D ");
  EXPECT_EQ(push(0.04), "");
  EXPECT_EQ(push(0.0), "");
  EXPECT_EQ(push(0.5), "3C 4D +");
  EXPECT_EQ(push(0.0), "5D ");
  EXPECT_EQ(push(0.1), "6D -");
  EXPECT_EQ(push(0.05), "7D ");
  EXPECT_EQ(push(0.0), "");
}

TEST_F(GateTest, APauseOfASecondDoesNotEndACry) {
  make(without_audit());
  EXPECT_EQ(push(0.9), "0D +");
  EXPECT_EQ(push(0.0), "1D ");
  EXPECT_EQ(push(0.2), "2D ");
  EXPECT_EQ(push(0.0), "3D ");
  EXPECT_EQ(push(0.0), "4C -");
}

TEST_F(GateTest, NeverStreamsAWindowTwice) {
  make(without_audit());
  push(0.9), push(0.0), push(0.0);
  EXPECT_EQ(push(0.0), "3C ");
  EXPECT_EQ(push(0.9), "4D +");
}

TEST_F(GateTest, PreRollAfterPostRollHoldsOnlyWhatWasNotStreamed) {
  GateConfig config = without_audit();
  config.post_roll_s = 1;
  make(config);
  push(0.9), push(0.0);
  EXPECT_EQ(push(0.0), "2C -");
  EXPECT_EQ(push(0.0), "");
  EXPECT_EQ(push(0.9), "3C 4D +");
}

TEST_F(GateTest, GivesTheScoreThatCameWithTheWindow) {
  make(without_audit());
  push(0.25);
  push(0.75);
  EXPECT_FLOAT_EQ(last_score_, 0.75F);
}

TEST_F(GateTest, WithoutRollsItStreamsOnlyTheCry) {
  GateConfig config = without_audit();
  config.pre_roll_s = config.post_roll_s = 0;
  config.smoothing_windows = 1;
  make(config);
  EXPECT_EQ(push(0.1), "");
  EXPECT_EQ(push(0.9), "1D +");
  EXPECT_EQ(push(0.1), "-");
}

TEST_F(GateTest, AuditsTheConfiguredShareAndTheSameOnesForASeed) {
  GateConfig config;
  config.audit_share = 0.1;
  std::string first, second, other;
  for (std::string* told : {&first, &second, &other}) {
    config.seed = told == &other ? 2 : 1;
    make(config);
    second_ = 0;
    for (int k = 0; k < 10000; ++k) *told += push(0.0);
  }
  EXPECT_EQ(first, second);
  EXPECT_NE(first, other);
  EXPECT_NEAR(static_cast<double>(std::count(first.begin(), first.end(), 'A')), 1000, 100);
}

TEST_F(GateTest, AnAuditedWindowIsNotStreamedAgainAsPreRoll) {
  GateConfig config;
  config.audit_share = 1;
  make(config);
  EXPECT_EQ(push(0.0), "0A ");
  EXPECT_EQ(push(0.9), "1D +");
}

TEST_F(GateTest, AGapEndsTheCryAndForgetsThePreRoll) {
  make(without_audit());
  push(0.1), push(0.9);
  EXPECT_EQ(gate_->reset(), Edge::kOffset);
  EXPECT_EQ(gate_->reset(), Edge::kNone);
  EXPECT_EQ(push(0.1), "");
  EXPECT_EQ(gate_->reset(), Edge::kNone);
  EXPECT_EQ(push(0.9), "3D +");
}

TEST_F(GateTest, AScoreThatIsNoNumberIsQuiet) {
  make(without_audit());
  EXPECT_EQ(push(std::numeric_limits<double>::quiet_NaN()), "");
}

TEST(GateConfigTest, NamesAWrongValue) {
  const auto error = [](void (*spoil)(GateConfig&)) {
    GateConfig config;
    spoil(config);
    const auto gate = Gate::create(config);
    return gate ? "made" : gate.error().message;
  };
  EXPECT_NE(error([](GateConfig& c) { c.off = 0.9; }).find("gate.off 0.9"), std::string::npos);
  EXPECT_NE(error([](GateConfig& c) { c.stream = 0; }).find("gate.stream 0.0"), std::string::npos);
  EXPECT_NE(error([](GateConfig& c) { c.on = 0; }).find("gate.on 0.0"), std::string::npos);
  EXPECT_NE(error([](GateConfig& c) { c.pre_roll_s = 31; }).find("gate.pre_roll_s 31"), std::string::npos);
  EXPECT_NE(error([](GateConfig& c) { c.post_roll_s = -1; }).find("gate.post_roll_s -1"), std::string::npos);
  EXPECT_NE(error([](GateConfig& c) { c.audit_share = 2; }).find("gate.audit_share 2.0"), std::string::npos);
}

}  // namespace
}  // namespace cradlewatch
