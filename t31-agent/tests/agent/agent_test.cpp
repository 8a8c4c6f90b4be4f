#include "agent/agent.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "capture/wav_builder.h"
#include "kafka/mock_broker.h"
#include "proto_reader.h"
#include "temp_dir.h"

namespace cradlewatch {
namespace {

constexpr int64_t kStartUs = 1'772'330'400'000'000;  // 2026-03-01T02:00:00Z
constexpr uint64_t kHeartbeat = 1, kOnset = 2, kFault = 4;
/// Longer than a picture waits that came while the watch began, which the next scan finds.
constexpr int kPatienceMs = 60'000;

class AgentTest : public ::testing::Test {
 protected:
  AgentTest() {
    config_.device = {"d42", std::string(AGENT_GOLDEN) + "/device.pem"};
    config_.model_path = std::string(AGENT_TEST_DATA) + "/cry_tiny_random.bin";
    config_.audio.source = "wav";
    config_.audio.path = recording(30);
    config_.audio.realtime = false;
    config_.audio.start_us = kStartUs;
    // Whatever the random model says is a cry.
    config_.gate.on = 1e-6;
    config_.gate.off = 0;
    config_.spool.dir = folder_.file("spool");
    config_.kafka.brokers = broker_.brokers();
  }

  std::string recording(int seconds) {
    const std::string data = chunk("data", ramp(seconds * kWindowSamples));
    return folder_.write(std::to_string(seconds) + ".wav", riff(chunk("fmt ", format_body()) + data));
  }

  std::unique_ptr<Agent> made() {
    StartError error{};
    auto agent = Agent::create(config_, error);
    EXPECT_TRUE(agent) << error.message;
    return std::move(agent.value());
  }
  ExitCode refused() {
    StartError error{};
    return Agent::create(config_, error) ? kDone : error.code;
  }

  /// Runs until all was delivered.
  Summary run() {
    const auto agent = made();
    agent->start();
    EXPECT_TRUE(supervised_until(*agent, [] { return false; }));
    return agent->stop(0);
  }
  /// As many records as the broker acknowledged.
  std::vector<Received> arrived(const Summary& summary) {
    return broker_.receive(static_cast<size_t>(summary.acknowledged));
  }
  /// Supervises until the agent is done or the condition holds; false if neither came to be.
  static bool supervised_until(Agent& agent, const std::function<bool()>& condition) {
    for (int waited = 0; waited < kPatienceMs; waited += 5) {
      if (!agent.supervise() || condition()) return true;
      PacingClock::system().sleep_us(5000);
    }
    return false;
  }

  static std::vector<ProtoReader> of_topic(const std::vector<Received>& records, const std::string& topic) {
    std::vector<ProtoReader> found;
    for (const Received& record : records) {
      if (record.topic == topic) found.emplace_back(record.value);
    }
    return found;
  }
  static std::vector<ProtoReader> events(const std::vector<Received>& records, uint64_t kind) {
    std::vector<ProtoReader> found;
    for (const ProtoReader& event : of_topic(records, "device.events")) {
      if (event.varint(7) == kind) found.push_back(event);
    }
    return found;
  }
  static int64_t at(const ProtoReader& record) { return static_cast<int64_t>(record.varint(5)); }
  static int64_t sent(const ProtoReader& record) { return static_cast<int64_t>(record.varint(6)); }

  MockBroker broker_;
  TempDir folder_;
  AgentConfig config_;
};

TEST_F(AgentTest, DeliversARecordingByItsOwnClockAndEnds) {
  const Summary summary = run();
  EXPECT_EQ(to_json(summary),
            "{\"captured\": 30, \"streamed\": 30, \"events\": 5, \"pictures\": 0, \"acknowledged\": 35, "
            "\"dropped\": 0, \"waiting\": 0}");
  const auto records = broker_.receive(35);
  const auto windows = of_topic(records, "audio.windows");
  ASSERT_EQ(windows.size(), 30U);
  for (size_t k = 0; k < windows.size(); ++k) {
    const int64_t start_us = kStartUs + static_cast<int64_t>(k) * kWindowUs;
    EXPECT_EQ(at(windows[k]), start_us);
    EXPECT_EQ(sent(windows[k]), start_us + kWindowUs) << "each second is handed over at its end";
    EXPECT_EQ(windows[k].bytes(10), "cry-tiny random");
  }
  const auto heartbeats = events(records, kHeartbeat);
  ASSERT_EQ(heartbeats.size(), 4U);
  for (size_t k = 0; k < heartbeats.size(); ++k) {
    EXPECT_EQ(at(heartbeats[k]), kStartUs + static_cast<int64_t>(k) * 10 * kWindowUs);
  }
  ASSERT_EQ(events(records, kOnset).size(), 1U);
  EXPECT_EQ(at(events(records, kOnset)[0]), kStartUs);
  for (const Received& record : records) {
    EXPECT_EQ(record.timestamp_ms, sent(ProtoReader(record.value)) / 1000);
  }
}

TEST_F(AgentTest, AReplayAtAnyPaceIsHeardWhole) {
  config_.audio.realtime = true;
  config_.audio.speed = 100;
  const Summary summary = run();
  EXPECT_EQ(summary.captured, 30U);
  EXPECT_EQ(summary.streamed, 30U);
  EXPECT_EQ(summary.waiting, 0U);
  for (const ProtoReader& window : of_topic(arrived(summary), "audio.windows")) {
    EXPECT_GE(sent(window), at(window) + kWindowUs);
  }
}

TEST_F(AgentTest, WhatAnOutageLeftBehindIsDeliveredByTheNextStart) {
  config_.audio.realtime = true;
  config_.audio.speed = 1000;
  config_.audio.stays_at_end = true;
  broker_.go_down();
  {
    const auto agent = made();
    agent->start();
    ASSERT_TRUE(supervised_until(*agent, [&] { return agent->captured() == 30; }));
    const Summary summary = agent->stop(0);
    EXPECT_EQ(summary.acknowledged, 0U);
    EXPECT_EQ(summary.waiting, summary.streamed + summary.events);
  }
  broker_.come_up();
  config_.audio.path = recording(1);
  config_.audio.realtime = false;
  config_.audio.stays_at_end = false;
  const Summary summary = run();
  EXPECT_GE(summary.acknowledged, 30U + 1U);
  EXPECT_EQ(summary.waiting, 0U);
  std::vector<uint64_t> numbers;
  for (const ProtoReader& window : of_topic(arrived(summary), "audio.windows")) {
    numbers.push_back(window.varint(4));
  }
  EXPECT_GE(numbers.size(), 30U);
  EXPECT_TRUE(std::is_sorted(numbers.begin(), numbers.end()));
}

TEST_F(AgentTest, WithoutAModelItStreamsEverythingAndSaysWhy) {
  config_.model_path = folder_.write("cry-tiny.bin", "no model");
  const Summary summary = run();
  EXPECT_EQ(summary.streamed, 30U);
  const auto records = arrived(summary);
  for (const ProtoReader& window : of_topic(records, "audio.windows")) {
    EXPECT_EQ(window.bytes(9), "") << "no score";
    EXPECT_EQ(window.bytes(10), "") << "no model";
    EXPECT_EQ(window.varint(11), 3U) << "AUDIT";
  }
  const auto faults = events(records, kFault);
  ASSERT_EQ(faults.size(), 1U);
  EXPECT_EQ(faults[0].bytes(10).rfind("model: ", 0), 0U) << faults[0].bytes(10);
}

TEST_F(AgentTest, AMicrophoneThatIsNotThereIsAFaultNotAnEnd) {
  config_.audio = {};
  config_.audio.source = "alsa";
  config_.audio.path = "no_such_device";
  const auto agent = made();
  agent->start();
  const auto records = [&] {
    EXPECT_TRUE(supervised_until(*agent, [&] { return agent->acknowledged() >= 2; }));
    return broker_.receive(2);
  }();
  EXPECT_EQ(events(records, kFault).size(), 1U);
  EXPECT_EQ(events(records, kHeartbeat).size(), 1U);
  EXPECT_EQ(agent->stop(1000).captured, 0U);
}

TEST_F(AgentTest, PicturesGoTheSameWay) {
  config_.pictures.dir = folder_.file("pictures");
  config_.audio.stays_at_end = true;
  const auto agent = made();
  agent->start();
  ASSERT_TRUE(supervised_until(*agent, [&] { return std::filesystem::exists(config_.pictures.dir); }));
  folder_.write("night-1.jpg", "\xFF\xD8\xFF\xE0 and so on");
  // The watch begins just after the folder was made: what came in between is found once it has settled.
  std::filesystem::rename(folder_.file("night-1.jpg"), config_.pictures.dir + "/night-1.jpg");
  ASSERT_TRUE(supervised_until(*agent, [&] { return agent->acknowledged() >= 36; }));
  EXPECT_EQ(agent->stop(1000).pictures, 1U);
  const auto pictures = of_topic(broker_.receive(36), "night.images");
  ASSERT_EQ(pictures.size(), 1U);
  EXPECT_EQ(pictures[0].bytes(3).rfind("night-1-", 0), 0U);
}

TEST_F(AgentTest, TouchesTheHeartbeatFile) {
  config_.heartbeat.file = folder_.file("beat");
  run();
  EXPECT_TRUE(std::filesystem::exists(config_.heartbeat.file));
}

TEST_F(AgentTest, EachFailureToStartHasItsCode) {
  const AgentConfig good = config_;
  config_.device.key = "/nowhere";
  EXPECT_EQ(refused(), kNoKey);
  config_ = good;
  config_.spool.dir = "/nowhere/spool";
  EXPECT_EQ(refused(), kNoSpool);
  config_ = good;
  config_.audio.path = "/nowhere";
  EXPECT_EQ(refused(), kNoAudio);
  config_ = good;
  config_.kafka.security = Security::kSsl;
  config_.kafka.ca = "/nowhere";
  EXPECT_EQ(refused(), kNoKafka);
  config_.kafka = good.kafka;
  config_.gate.off = 1;
  EXPECT_EQ(refused(), kWrongUsage);
}

TEST(ProgressTest, AThreadThatHasEndedIsNotWaitedFor) {
  Progress progress;
  EXPECT_FALSE(progress.is_stalled(-1));
  progress.tick();
  EXPECT_TRUE(progress.is_stalled(-1));
  EXPECT_FALSE(progress.is_stalled(60'000'000));
  progress.end();
  EXPECT_FALSE(progress.is_stalled(-1));
}

}  // namespace
}  // namespace cradlewatch
