#include "kafka/producer.h"

#include <librdkafka/rdkafka.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>

#include "base/log.h"
#include "capture/pacing_clock.h"
#include "wire/records.h"

namespace cradlewatch {
namespace {

constexpr int64_t kLogAgainUs = 60'000'000;
/// A batch must fit the smallest of the topics' limits, 64 kB of device.events (Topics.java); one record
/// always goes.
constexpr int kBatchBytes = 60'000;
constexpr int kMostRecordBytes = 5 << 20;
constexpr int kSyslogWarning = 4;

/// Sets properties until one is refused; remembers why.
class Properties {
 public:
  explicit Properties(rd_kafka_conf_t* conf) : conf_(conf) {}

  void set(const char* name, const std::string& value) {
    if (!error_.empty()) return;
    std::array<char, 256> why{};
    if (rd_kafka_conf_set(conf_, name, value.c_str(), why.data(), why.size()) != RD_KAFKA_CONF_OK)
      error_ = why.data();
  }
  void set(const char* name, int64_t value) { set(name, std::to_string(value)); }
  const std::string& error() const { return error_; }

 private:
  rd_kafka_conf_t* conf_;
  std::string error_;
};

Result<std::string> first_line(const std::string& path) {
  std::FILE* file = std::fopen(path.c_str(), "rb");
  if (file == nullptr) return Error{path + ": " + std::strerror(errno) + " (set kafka.password_file)"};
  std::array<char, 1024> line{};
  const bool is_read = std::fgets(line.data(), line.size(), file) != nullptr;
  std::fclose(file);
  std::string text = line.data();
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
  if (!is_read || text.empty())
    return Error{path + ": its first line is empty: expected the password of the account"};
  return text;
}

Outcome outcome_of(rd_kafka_resp_err_t error) {
  switch (error) {
    case RD_KAFKA_RESP_ERR_NO_ERROR:
      return Outcome::kAcknowledged;
    case RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE:
    case RD_KAFKA_RESP_ERR_INVALID_TIMESTAMP:
    case RD_KAFKA_RESP_ERR_INVALID_RECORD:
      return Outcome::kRefused;
    default:
      return Outcome::kFailed;
  }
}

}  // namespace

const char* name_of(Topic topic) {
  constexpr std::array<const char*, kTopics> kNames{wire::kAudioWindows, wire::kDeviceEvents,
                                                    wire::kNightImages};
  return kNames[static_cast<size_t>(topic)];
}

/// Does not wait for what is in flight: whoever throws a producer away hands it over again.
void Producer::CloseClient::operator()(rd_kafka_s* client) const {
  rd_kafka_purge(client, RD_KAFKA_PURGE_F_QUEUE | RD_KAFKA_PURGE_F_INFLIGHT | RD_KAFKA_PURGE_F_NON_BLOCKING);
  rd_kafka_destroy(client);
}

Producer::~Producer() {
  for (rd_kafka_topic_t* topic : topics_) {
    if (topic != nullptr) rd_kafka_topic_destroy(topic);
  }
}

Result<std::unique_ptr<Producer>> Producer::create(const ProducerOptions& options,
                                                   DeliveryListener& listener) {
  std::unique_ptr<Producer> producer(new Producer(options.device, listener));
  auto opened = producer->open(options);
  if (!opened) return opened.error();
  return producer;
}

Result<bool> Producer::open(const ProducerOptions& options) {
  const KafkaConfig& kafka = options.kafka;
  rd_kafka_conf_t* conf = rd_kafka_conf_new();
  Properties properties(conf);
  properties.set("bootstrap.servers", kafka.brokers);
  properties.set("client.id", options.device);
  properties.set("enable.idempotence", "true");
  properties.set("compression.type", "none");
  properties.set("linger.ms", std::min(kafka.linger_ms, options.timeout_ms - 1));
  properties.set("batch.size", kBatchBytes);
  properties.set("message.max.bytes", kMostRecordBytes);
  // Records lie in the sender's slots, which are the bound; this one must not make the client refuse a
  // picture.
  properties.set("queue.buffering.max.kbytes",
                 static_cast<int64_t>((options.queue_bytes + kMostRecordBytes) / 1024));
  properties.set("queue.buffering.max.messages", 1000);
  properties.set("reconnect.backoff.ms", std::min(200, options.reconnect_max_ms));
  properties.set("reconnect.backoff.max.ms", options.reconnect_max_ms);
  properties.set("socket.timeout.ms", options.picture_timeout_ms);
  properties.set("socket.connection.setup.timeout.ms", std::max(1000, options.timeout_ms));
  properties.set("socket.keepalive.enable", "true");
  properties.set("socket.nagle.disable", "true");
  properties.set("log.connection.close", "false");
  // By key as Java's clients do, so that what the console writes of a device goes to the same partition.
  properties.set("partitioner", "murmur2_random");
  if (kafka.security != Security::kPlaintext) {
    properties.set("security.protocol", kafka.security == Security::kSsl ? "ssl" : "sasl_ssl");
    if (!kafka.ca.empty()) properties.set("ssl.ca.location", kafka.ca);
    if (!kafka.cert.empty()) properties.set("ssl.certificate.location", kafka.cert);
    if (!kafka.key.empty()) properties.set("ssl.key.location", kafka.key);
  }
  if (kafka.security == Security::kSaslSsl) {
    const auto password = first_line(kafka.password_file);
    if (!password) {
      rd_kafka_conf_destroy(conf);
      return password.error();
    }
    properties.set("sasl.mechanism", kafka.sasl_mechanism);
    properties.set("sasl.username", kafka.username);
    properties.set("sasl.password", password.value());
  }
  rd_kafka_conf_set_opaque(conf, this);
  rd_kafka_conf_set_dr_msg_cb(conf, on_delivery);
  rd_kafka_conf_set_error_cb(conf, on_error);
  rd_kafka_conf_set_log_cb(conf, on_log);
  std::array<char, 512> why{};
  // On success the client owns conf.
  if (properties.error().empty())
    client_.reset(rd_kafka_new(RD_KAFKA_PRODUCER, conf, why.data(), why.size()));
  if (!client_) {
    rd_kafka_conf_destroy(conf);
    const std::string reason = properties.error().empty() ? why.data() : properties.error();
    return Error{"Kafka client for " + kafka.brokers + ": " + reason + " (see [kafka] in the configuration)"};
  }
  for (size_t k = 0; k < kTopics; ++k) {
    rd_kafka_topic_conf_t* topic = rd_kafka_topic_conf_new();
    const bool is_picture = static_cast<Topic>(k) == Topic::kNightImages;
    const std::string timeout = std::to_string(is_picture ? options.picture_timeout_ms : options.timeout_ms);
    // A topic's own configuration does not inherit the client's partitioner.
    rd_kafka_topic_conf_set(topic, "message.timeout.ms", timeout.c_str(), nullptr, 0);
    rd_kafka_topic_conf_set(topic, "partitioner", "murmur2_random", nullptr, 0);
    topics_[k] = rd_kafka_topic_new(client_.get(), name_of(static_cast<Topic>(k)), topic);
    if (topics_[k] == nullptr)
      return Error{std::string("topic ") + name_of(static_cast<Topic>(k)) + ": cannot be opened"};
  }
  if (options.wake_fd >= 0) {
    // Eight bytes, as an eventfd takes them.
    const uint64_t one = 1;
    rd_kafka_queue_t* queue = rd_kafka_queue_get_main(client_.get());
    rd_kafka_queue_io_event_enable(queue, options.wake_fd, &one, sizeof(one));
    rd_kafka_queue_destroy(queue);
  }
  return true;
}

bool Producer::send(Topic topic, Bytes value, const DeviceKey::Signature& signature, std::string_view kid,
                    int64_t timestamp_ms, void* tag) {
  const rd_kafka_resp_err_t error = rd_kafka_producev(
      client_.get(), RD_KAFKA_V_RKT(topics_[static_cast<size_t>(topic)]),
      RD_KAFKA_V_PARTITION(RD_KAFKA_PARTITION_UA), RD_KAFKA_V_KEY(device_.data(), device_.size()),
      RD_KAFKA_V_VALUE(const_cast<uint8_t*>(value.data), value.size),
      RD_KAFKA_V_HEADER("sig", signature.data(), static_cast<ssize_t>(signature.size())),
      RD_KAFKA_V_HEADER("kid", kid.data(), static_cast<ssize_t>(kid.size())),
      RD_KAFKA_V_TIMESTAMP(timestamp_ms), RD_KAFKA_V_MSGFLAGS(0), RD_KAFKA_V_OPAQUE(tag), RD_KAFKA_V_END);
  if (error != RD_KAFKA_RESP_ERR_NO_ERROR && error != RD_KAFKA_RESP_ERR__QUEUE_FULL) {
    if (error == RD_KAFKA_RESP_ERR__FATAL) is_fatal_ = true;
    log_trouble(error, rd_kafka_err2str(error));
  }
  return error == RD_KAFKA_RESP_ERR_NO_ERROR;
}

void Producer::poll() { rd_kafka_poll(client_.get(), 0); }

void Producer::on_delivery(rd_kafka_s*, const rd_kafka_message_s* message, void* self) {
  static_cast<Producer*>(self)->listener_.delivered(message->_private, outcome_of(message->err),
                                                    rd_kafka_err2str(message->err));
}

void Producer::on_error(rd_kafka_s* client, int error, const char* reason, void* self) {
  auto* producer = static_cast<Producer*>(self);
  if (error == RD_KAFKA_RESP_ERR__FATAL) {
    producer->is_fatal_ = true;
    std::array<char, 256> why{};
    rd_kafka_fatal_error(client, why.data(), why.size());
    log_line(LogLevel::kWarn, "kafka", "the producer cannot go on and is made anew: %s", why.data());
    return;
  }
  producer->log_trouble(error, reason);
}

/// The same trouble is told once a minute: an outage may last for hours.
void Producer::log_trouble(int error, const char* reason) {
  const int64_t now_us = PacingClock::system().steady_us();
  const bool is_told = error == last_error_ && now_us < next_log_us_;
  log_line(is_told ? LogLevel::kDebug : LogLevel::kWarn, "kafka", "%s", reason);
  if (is_told) return;
  last_error_ = error;
  next_log_us_ = now_us + kLogAgainUs;
}

/// From any thread. What matters comes as an error too.
void Producer::on_log(const rd_kafka_s*, int level, const char* facility, const char* text) {
  log_line(LogLevel::kDebug, "librdkafka", "%s %s: %s", level <= kSyslogWarning ? "warning" : "note",
           facility, text);
}

}  // namespace cradlewatch
