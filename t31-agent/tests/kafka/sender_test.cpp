#include "kafka/sender.h"

#include <gtest/gtest.h>
#include <openssl/evp.h>

#include <algorithm>
#include <condition_variable>
#include <set>
#include <thread>

#include "agent/replay_clock.h"
#include "golden_records.h"
#include "kafka/mock_broker.h"
#include "memory_spool.h"
#include "proto_reader.h"

namespace cradlewatch {
namespace {

constexpr int kPatienceMs = 20'000;

class SenderTest : public ::testing::Test {
 protected:
  SenderTest() {
    key_ = std::move(DeviceKey::load(std::string(AGENT_GOLDEN) + "/device.pem").value());
    options_.producer.kafka.brokers = broker_.brokers();
    options_.producer.device = "d42";
    options_.producer.queue_bytes = 256 * 1024;
    options_.producer.timeout_ms = 600;
    options_.producer.reconnect_max_ms = 100;
    options_.backoff_first_ms = 20;
    options_.backoff_most_ms = 100;
  }
  ~SenderTest() override { stop(); }

  void start() {
    sender_ = std::move(Sender::create(options_, spool_, *key_, clock_, journal_, wakeup_).value());
    thread_ = std::thread([this] { sender_->run(); });
  }
  void stop() {
    if (!thread_.joinable()) return;
    sender_->stop();
    thread_.join();
  }

  void window(int64_t start_us) {
    window_->start_us = start_us;
    journal_.window(*window_, 0.5F, wire::Reason::kDetection, Text<48>::of("cry-tiny 1"));
  }

  /// Waits for the spool to become empty.
  ::testing::AssertionResult all_acknowledged() {
    for (int waited = 0; waited < kPatienceMs; waited += 5) {
      if (waiting() == 0) return ::testing::AssertionSuccess();
      PacingClock::system().sleep_us(5000);
    }
    return ::testing::AssertionFailure() << waiting() << " records wait still";
  }
  uint64_t waiting() const {
    uint64_t records = 0;
    for (const LaneStats& lane : spool_.stats().lanes) records += lane.waiting_records;
    return records;
  }

  /// Their numbers, each once, in the order of the first that came.
  static std::vector<uint64_t> numbers(const std::vector<Received>& records, const std::string& topic) {
    std::vector<uint64_t> numbers;
    for (const Received& record : records) {
      if (record.topic != topic) continue;
      const uint64_t seq = ProtoReader(record.value).varint(4);
      if (std::find(numbers.begin(), numbers.end(), seq) == numbers.end()) numbers.push_back(seq);
    }
    return numbers;
  }
  static std::vector<uint64_t> first(size_t count) {
    std::vector<uint64_t> numbers(count);
    for (size_t k = 0; k < count; ++k) numbers[k] = k;
    return numbers;
  }

  MockBroker broker_;
  StepClock time_{1'772'330'584'000'000};
  DeviceClock clock_{time_, 7};
  MemorySpool spool_;
  Wakeup wakeup_;
  Journal journal_{spool_, clock_, wakeup_};
  std::unique_ptr<DeviceKey> key_;
  SenderOptions options_;
  std::unique_ptr<AudioWindow> window_ = std::make_unique<AudioWindow>();
  std::unique_ptr<Sender> sender_;
  std::thread thread_;
};

TEST_F(SenderTest, SendsWhatIsInTheSpoolSignedAndStampedWithTheHandOver) {
  journal_.edge(wire::EventKind::kCryOnset, time_.wall_us() - 5, 0.75F);
  window(time_.wall_us() - 1'000'000);
  start();
  ASSERT_TRUE(all_acknowledged());
  EXPECT_EQ(sender_->acknowledged(), 2U);
  for (const Received& record : broker_.receive(2)) {
    const ProtoReader fields(record.value);
    EXPECT_EQ(record.key, "d42");
    EXPECT_EQ(record.kid, key_->id());
    EXPECT_EQ(record.timestamp_ms, time_.wall_us() / 1000);
    EXPECT_EQ(fields.bytes(2), "d42");
    EXPECT_EQ(fields.fixed64(3), MemorySpool::kEpoch);
    EXPECT_EQ(static_cast<int64_t>(fields.varint(6)), time_.wall_us());
    std::string signed_bytes(DeviceKey::prefix_bytes(record.topic.size(), 3), '\0');
    DeviceKey::write_prefix(record.topic, "d42", reinterpret_cast<uint8_t*>(signed_bytes.data()));
    signed_bytes += record.value;
    DeviceKey::Signature signature;
    ASSERT_TRUE(
        key_->sign(reinterpret_cast<const uint8_t*>(signed_bytes.data()), signed_bytes.size(), signature));
    EXPECT_EQ(record.sig, std::string(signature.begin(), signature.end()));
    if (record.topic == "audio.windows") {
      EXPECT_EQ(fields.bytes(8).size(), 32'000U);
      EXPECT_EQ(fields.bytes(10), "cry-tiny 1");
    }
  }
}

TEST_F(SenderTest, EveryRecordArrivesInOrderAfterAnOutage) {
  const int64_t begin_us = time_.wall_us();
  start();
  window(begin_us);
  ASSERT_TRUE(all_acknowledged());
  broker_.go_down();
  // Ten minutes on the clock: a heartbeat every ten seconds and a cry of some windows.
  for (int k = 0; k < 60; ++k) {
    time_.advance_to(time_.wall_us() + 10'000'000);
    journal_.heartbeat(1, 0);
    if (k % 6 == 0) window(time_.wall_us());
  }
  // The outage is longer than a hand-over lasts, so that records fail and are tried again.
  const int64_t tries_until_us = PacingClock::system().steady_us() + 2'000'000;
  while (PacingClock::system().steady_us() < tries_until_us) PacingClock::system().sleep_us(10'000);
  EXPECT_EQ(waiting(), 70U);
  broker_.come_up();
  ASSERT_TRUE(all_acknowledged());
  const auto records = broker_.receive(71);
  EXPECT_EQ(numbers(records, "device.events"), first(60));
  EXPECT_EQ(numbers(records, "audio.windows"), first(11));
  for (const Received& record : records) {
    const int64_t sent_us = static_cast<int64_t>(ProtoReader(record.value).varint(6));
    const bool is_first = record.topic == "audio.windows" && ProtoReader(record.value).varint(4) == 0;
    // Stamped anew at the hand-over that succeeded, after the outage.
    EXPECT_EQ(sent_us, is_first ? begin_us : time_.wall_us());
  }
}

TEST_F(SenderTest, RecordsThatFailedInFlightComeAgainInOrder) {
  start();
  for (int round = 0; round < 2; ++round) {
    // Answers come too late for those in flight: they fail, though the broker has them.
    broker_.answer_after_ms(2 * options_.producer.timeout_ms);
    for (int k = 0; k < 25; ++k) window(time_.wall_us());
    const uint64_t before = sender_->failures();
    for (int waited = 0; sender_->failures() == before && waited < kPatienceMs; waited += 5) {
      PacingClock::system().sleep_us(5000);
    }
    EXPECT_GT(sender_->failures(), before);
    broker_.answer_after_ms(0);
    ASSERT_TRUE(all_acknowledged());
  }
  auto records = broker_.receive(50);
  while (numbers(records, "audio.windows").size() < 50) {
    const auto more = broker_.receive(1);
    ASSERT_EQ(more.size(), 1U) << "lost, after " << records.size();
    records.push_back(more[0]);
  }
  EXPECT_EQ(numbers(records, "audio.windows"), first(50));
  EXPECT_GT(records.size(), 50U);
}

TEST_F(SenderTest, ErrorsOfTheBrokerLoseNothing) {
  broker_.fail_next({RD_KAFKA_RESP_ERR_NOT_LEADER_FOR_PARTITION, RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED,
                     RD_KAFKA_RESP_ERR_NOT_ENOUGH_REPLICAS, RD_KAFKA_RESP_ERR_OUT_OF_ORDER_SEQUENCE_NUMBER,
                     RD_KAFKA_RESP_ERR_UNKNOWN_PRODUCER_ID, RD_KAFKA_RESP_ERR_INVALID_PRODUCER_EPOCH,
                     RD_KAFKA_RESP_ERR_REQUEST_TIMED_OUT});
  for (int k = 0; k < 40; ++k) window(time_.wall_us());
  start();
  ASSERT_TRUE(all_acknowledged());
  EXPECT_EQ(numbers(broker_.receive(40), "audio.windows"), first(40));
}

TEST_F(SenderTest, ARecordThatTheBrokerWillNeverTakeBlocksNoOther) {
  broker_.fail_next({RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE});
  window(time_.wall_us());
  window(time_.wall_us());
  start();
  ASSERT_TRUE(all_acknowledged());
  // The second window, and the fault that tells of the first.
  const auto records = broker_.receive(2);
  EXPECT_EQ(numbers(records, "audio.windows"), (std::vector<uint64_t>{1}));
  EXPECT_EQ(numbers(records, "device.events"), (std::vector<uint64_t>{0}));
}

TEST_F(SenderTest, WhatAnotherFormatStoredIsGivenUpAndTold) {
  const std::string odd(300, '\x7F');
  spool_.append(Lane::kEvents, {reinterpret_cast<const uint8_t*>(odd.data()), odd.size()}, {},
                Durability::kStaged, 0);
  spool_.append(Lane::kAudio, {reinterpret_cast<const uint8_t*>(odd.data()), 3}, {}, Durability::kStaged, 0);
  start();
  ASSERT_TRUE(all_acknowledged());
  EXPECT_EQ(numbers(broker_.receive(1), "device.events"), (std::vector<uint64_t>{1}));
}

TEST_F(SenderTest, APictureOfFourMegabytesArrives) {
  std::FILE* file = std::tmpfile();
  const std::string picture(4U << 20, 'p');
  std::fwrite(picture.data(), 1, picture.size(), file);
  std::rewind(file);
  ASSERT_TRUE(journal_.picture(wire::ImageKind::kNight, "night-1", 42, fileno(file), picture.size()));
  std::fclose(file);
  start();
  ASSERT_TRUE(all_acknowledged());
  const auto records = broker_.receive(1);
  ASSERT_EQ(records.size(), 1U);
  const ProtoReader fields(records[0].value);
  EXPECT_EQ(records[0].topic, "night.images");
  EXPECT_EQ(fields.bytes(3), "night-1");
  EXPECT_EQ(fields.varint(4), 42U);
  EXPECT_EQ(fields.varint(6), 2U);
  EXPECT_EQ(fields.bytes(7), picture);
}

TEST_F(SenderTest, TellsWhenAllThatWaitedWasHandedOver) {
  for (int k = 0; k < 3; ++k) window(time_.wall_us());
  start();
  EXPECT_TRUE(sender_->wait_until_handed_over(kPatienceMs));
  ASSERT_TRUE(all_acknowledged());
  broker_.go_down();
  for (int k = 0; k < 30; ++k) window(time_.wall_us());
  EXPECT_FALSE(sender_->wait_until_handed_over(50));
  stop();
  EXPECT_FALSE(sender_->wait_until_handed_over(kPatienceMs));
}

TEST(BackoffTest, DoublesUpToItsMostAndStartsAnewAfterASuccess) {
  Backoff backoff(100, 1000, 1);
  for (const int most : {100, 200, 400, 800, 1000, 1000}) {
    const int wait = backoff.failed();
    EXPECT_GE(wait, most / 2);
    EXPECT_LE(wait, most);
  }
  backoff.succeeded();
  EXPECT_LE(backoff.failed(), 100);
}

TEST(BackoffTest, TwoDevicesWaitApart) {
  Backoff one(1 << 20, 1 << 20, 1), other(1 << 20, 1 << 20, 2);
  EXPECT_NE(one.failed(), other.failed());
}

}  // namespace
}  // namespace cradlewatch
