#pragma once

#include <gtest/gtest.h>
#include <librdkafka/rdkafka.h>
#include <librdkafka/rdkafka_mock.h>

#include <chrono>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace cradlewatch {

/// A record as a consumer sees it.
struct Received {
  std::string topic, key, value, sig, kid;
  int64_t timestamp_ms, offset;
};

/// The Kafka client's own mock of a broker, with a consumer of the agent's topics.
class MockBroker {
 public:
  MockBroker() {
    rd_kafka_conf_t* conf = rd_kafka_conf_new();
    rd_kafka_conf_set_log_cb(conf, nullptr);
    handle_ = rd_kafka_new(RD_KAFKA_PRODUCER, conf, nullptr, 0);
    cluster_ = rd_kafka_mock_cluster_new(handle_, 1);
    for (const char* topic : {"audio.windows", "device.events", "night.images"}) {
      rd_kafka_mock_topic_create(cluster_, topic, 4, 1);
    }
  }
  ~MockBroker() {
    if (consumer_ != nullptr) {
      rd_kafka_consumer_close(consumer_);
      rd_kafka_destroy(consumer_);
    }
    rd_kafka_mock_cluster_destroy(cluster_);
    rd_kafka_destroy(handle_);
  }
  MockBroker(const MockBroker&) = delete;
  MockBroker& operator=(const MockBroker&) = delete;

  std::string brokers() const { return rd_kafka_mock_cluster_bootstraps(cluster_); }
  void go_down() { rd_kafka_mock_broker_set_down(cluster_, 1); }
  void come_up() { rd_kafka_mock_broker_set_up(cluster_, 1); }
  void answer_after_ms(int ms) { rd_kafka_mock_broker_set_rtt(cluster_, 1, ms); }

  /// Answers the next produce requests with these errors.
  void fail_next(const std::vector<rd_kafka_resp_err_t>& errors) {
    rd_kafka_mock_push_request_errors_array(cluster_, 0, errors.size(), errors.data());
  }

  /// Lets so many produce requests wait for their answer. The mock keeps 5 MB, and gives a consumer one batch
  /// a fetch: a backlog that is sent without a pause is gone before it is read.
  void slow_producers(int requests, int answer_ms) {
    constexpr int16_t kProduce = 0;
    for (int k = 0; k < requests; ++k) {
      rd_kafka_mock_broker_push_request_error_rtts(cluster_, 1, kProduce, 1, RD_KAFKA_RESP_ERR_NO_ERROR,
                                                   answer_ms);
    }
  }

  /// Cuts the connection of whoever sends records, or takes them again; consumers notice nothing.
  void cut_off_producers(bool is_cut_off) {
    constexpr int16_t kProduce = 0;
    rd_kafka_mock_clear_request_errors(cluster_, kProduce);
    if (is_cut_off) fail_next(std::vector<rd_kafka_resp_err_t>(1000, RD_KAFKA_RESP_ERR__TRANSPORT));
  }

  /// Consumes until all topics together gave the number of records or the time has passed.
  std::vector<Received> receive(size_t count, std::chrono::milliseconds patience = std::chrono::seconds(15)) {
    if (consumer_ == nullptr) subscribe();
    std::vector<Received> records;
    const auto until = std::chrono::steady_clock::now() + patience;
    while (records.size() < count && std::chrono::steady_clock::now() < until) {
      rd_kafka_message_t* message = rd_kafka_consumer_poll(consumer_, 100);
      if (message == nullptr) continue;
      if (message->err == RD_KAFKA_RESP_ERR_NO_ERROR) records.push_back(received(message));
      rd_kafka_message_destroy(message);
    }
    return records;
  }

 private:
  void subscribe() {
    rd_kafka_conf_t* conf = rd_kafka_conf_new();
    rd_kafka_conf_set(conf, "bootstrap.servers", brokers().c_str(), nullptr, 0);
    rd_kafka_conf_set(conf, "group.id", "test", nullptr, 0);
    rd_kafka_conf_set(conf, "auto.offset.reset", "earliest", nullptr, 0);
    // The mock lets a consumer that has read everything wait so long, whatever comes meanwhile.
    rd_kafka_conf_set(conf, "fetch.wait.max.ms", "5", nullptr, 0);
    rd_kafka_conf_set_log_cb(conf, nullptr);
    consumer_ = rd_kafka_new(RD_KAFKA_CONSUMER, conf, nullptr, 0);
    rd_kafka_topic_partition_list_t* list = rd_kafka_topic_partition_list_new(12);
    for (const char* topic : {"audio.windows", "device.events", "night.images"}) {
      for (int partition = 0; partition < 4; ++partition) {
        rd_kafka_topic_partition_list_add(list, topic, partition)->offset = RD_KAFKA_OFFSET_BEGINNING;
      }
    }
    rd_kafka_assign(consumer_, list);
    rd_kafka_topic_partition_list_destroy(list);
  }

  static std::string text(const void* bytes, size_t count) {
    return {static_cast<const char*>(bytes), count};
  }

  static Received received(rd_kafka_message_t* message) {
    Received record;
    record.topic = rd_kafka_topic_name(message->rkt);
    record.key = text(message->key, message->key_len);
    record.value = text(message->payload, message->len);
    record.timestamp_ms = rd_kafka_message_timestamp(message, nullptr);
    record.offset = message->offset;
    rd_kafka_headers_t* headers = nullptr;
    if (rd_kafka_message_headers(message, &headers) == RD_KAFKA_RESP_ERR_NO_ERROR) {
      const void* value = nullptr;
      size_t size = 0;
      if (rd_kafka_header_get_last(headers, "sig", &value, &size) == 0) record.sig = text(value, size);
      if (rd_kafka_header_get_last(headers, "kid", &value, &size) == 0) record.kid = text(value, size);
    }
    return record;
  }

  rd_kafka_t* handle_;
  rd_kafka_mock_cluster_t* cluster_;
  rd_kafka_t* consumer_ = nullptr;
};

}  // namespace cradlewatch
