#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "config/agent_config.h"
#include "identity/device_key.h"
#include "spool/spool.h"

struct rd_kafka_s;
struct rd_kafka_topic_s;
struct rd_kafka_message_s;

namespace cradlewatch {

/// The topics that the agent writes to.
enum class Topic : uint8_t { kAudioWindows, kDeviceEvents, kNightImages };
constexpr size_t kTopics = 3;
const char* name_of(Topic topic);

/// What becomes of a record that was handed over.
enum class Outcome {
  kAcknowledged,
  /// It may be sent again.
  kFailed,
  /// The broker will never take it.
  kRefused,
};

/// Told of each record's fate, within poll().
class DeliveryListener {
 public:
  virtual ~DeliveryListener() = default;
  virtual void delivered(void* tag, Outcome outcome, const char* why) = 0;
};

struct ProducerOptions {
  KafkaConfig kafka;
  /// Client id and key of every record.
  std::string device;
  /// Most bytes of records that are handed over and not settled.
  size_t queue_bytes;
  /// A record that is not acknowledged by then fails. Under the 10 s by which the job tells a slow network
  /// from a wrong clock (ClockPolicy.tolerance).
  int timeout_ms = 8000;
  /// The same for a picture; events wait for it.
  int picture_timeout_ms = 30'000;
  /// Longest wait before the next connection is tried.
  int reconnect_max_ms = 5000;
  /// Written to when poll() has something to tell; -1: none.
  int wake_fd = -1;
};

/// An idempotent producer of Kafka's C client: records of a topic arrive in the order in which they were
/// handed over, up to the first that fails. Then, if others were in flight, it must be thrown away: one that
/// goes on could deliver a later record before the failed one. What it had in flight is then not told of.
class Producer {
 public:
  static Result<std::unique_ptr<Producer>> create(const ProducerOptions& options, DeliveryListener& listener);

  ~Producer();
  Producer(const Producer&) = delete;
  Producer& operator=(const Producer&) = delete;

  /// Hands a record over; its bytes must stay until it is settled or the producer gone. False when the queue
  /// is full.
  bool send(Topic topic, Bytes value, const DeviceKey::Signature& signature, std::string_view kid,
            int64_t timestamp_ms, void* tag);

  /// Tells the listener what was settled.
  void poll();

  /// It cannot go on and must be thrown away.
  bool is_fatal() const { return is_fatal_; }

 private:
  struct CloseClient {
    void operator()(rd_kafka_s* client) const;
  };

  Producer(std::string device, DeliveryListener& listener)
      : device_(std::move(device)), listener_(listener) {}

  static void on_delivery(rd_kafka_s* client, const rd_kafka_message_s* message, void* self);
  static void on_error(rd_kafka_s* client, int error, const char* reason, void* self);
  static void on_log(const rd_kafka_s* client, int level, const char* facility, const char* text);

  Result<bool> open(const ProducerOptions& options);
  void log_trouble(int error, const char* reason);

  std::string device_;
  DeliveryListener& listener_;
  std::unique_ptr<rd_kafka_s, CloseClient> client_;
  std::array<rd_kafka_topic_s*, kTopics> topics_{};
  bool is_fatal_ = false;
  int last_error_ = 0;
  int64_t next_log_us_ = 0;
};

}  // namespace cradlewatch
