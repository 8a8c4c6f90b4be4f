#pragma once

#include <gtest/gtest.h>

#include <atomic>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <tuple>
#include <vector>

#include "kafka/mock_broker.h"
#include "proto_reader.h"

namespace cradlewatch {

/// Reads along what arrives at the broker, which keeps little, and holds of each record what a test asks for.
class Arrivals {
 public:
  struct Record {
    uint64_t epoch, seq;
    int64_t at_us;
    /// Of an event.
    uint64_t kind;
    /// Of the window's sound or the picture.
    size_t content_hash;
  };

  explicit Arrivals(MockBroker& broker)
      : thread_([this, &broker] {
          constexpr std::chrono::milliseconds kLook{100};
          while (!is_done_) {
            for (const Received& record : broker.receive(1, kLook)) take(record);
          }
        }) {}
  ~Arrivals() {
    is_done_ = true;
    thread_.join();
  }

  /// Each record of a topic once, in the order in which they came first.
  std::vector<Record> of(const std::string& topic) const {
    const std::lock_guard<std::mutex> lock(mutex_);
    const auto found = firsts_.find(topic);
    return found == firsts_.end() ? std::vector<Record>{} : found->second;
  }

  size_t repeats() const { return repeats_; }

 private:
  void take(const Received& received) {
    const std::lock_guard<std::mutex> lock(mutex_);
    const int64_t skipped = received.offset - next_offset_[received.topic];
    EXPECT_EQ(skipped, 0) << "the mock, which keeps 5 MB, was faster than its reader";
    next_offset_[received.topic] = received.offset + 1;
    const ProtoReader fields(received.value);
    const bool is_picture = received.topic == "night.images";
    // A picture has a name and no number.
    const std::string name =
        is_picture ? fields.bytes(3) : fields.bytes(3) + '/' + std::to_string(fields.varint(4));
    const size_t content = std::hash<std::string>{}(fields.bytes(is_picture ? 7 : 8));
    const auto [known, is_new] =
        known_.insert({received.topic + '/' + name, but_for_times(fields, is_picture)});
    if (!is_new) {
      ++repeats_;
      EXPECT_EQ(known->second, but_for_times(fields, is_picture))
          << known->first << " came again and differs";
      return;
    }
    firsts_[received.topic].push_back({is_picture ? 0 : fields.fixed64(3), fields.varint(4),
                                       static_cast<int64_t>(fields.varint(5)), fields.varint(7), content});
  }

  /// All fields but the time of hand-over, which is stamped anew, and with a simulated clock a picture's
  /// time.
  static size_t but_for_times(const ProtoReader& fields, bool is_picture) {
    constexpr uint32_t kMostField = 11;
    std::string all;
    for (uint32_t field = 1; field <= kMostField; ++field) {
      const bool is_time = is_picture ? field == 4 || field == 5 : field == 6;
      if (!is_time) all += std::to_string(fields.varint(field)) + ' ' + fields.bytes(field) + '\n';
    }
    return std::hash<std::string>{}(all);
  }

  mutable std::mutex mutex_;
  std::map<std::string, int64_t> next_offset_;
  std::map<std::string, size_t> known_;
  std::map<std::string, std::vector<Record>> firsts_;
  std::atomic<size_t> repeats_{0};
  std::atomic<bool> is_done_{false};
  std::thread thread_;
};

}  // namespace cradlewatch
