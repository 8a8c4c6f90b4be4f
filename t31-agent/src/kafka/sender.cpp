#include "kafka/sender.h"

#include <algorithm>
#include <chrono>
#include <cstring>

#include "base/crc32.h"
#include "base/log.h"
#include "records/stored_record.h"

namespace cradlewatch {
namespace {

constexpr int kWaitMs = 250;
constexpr size_t kEventSlots = 32, kEventBytes = 1024, kWindowBytes = 33'000;
constexpr size_t kMostStoredBytes = 33'000;
constexpr size_t kMostPictureBytes = 4U << 20;

Slots picture_slot() { return Slots(1, kPictureRoom + sizeof(PictureHead) + kMostPictureBytes); }

}  // namespace

/// Passes what the producer tells on to the sender.
class Sender::Deliveries final : public DeliveryListener {
 public:
  explicit Deliveries(Sender& sender) : sender_(sender) {}
  void delivered(void* tag, Outcome outcome, const char* why) override {
    sender_.settle(*static_cast<Slot*>(tag), outcome, why);
  }

 private:
  Sender& sender_;
};

Result<std::unique_ptr<Sender>> Sender::create(const SenderOptions& options, Spool& spool, DeviceKey& key,
                                               DeviceClock& clock, Journal& journal, Wakeup& wakeup) {
  std::unique_ptr<Sender> sender(new Sender(options, spool, key, clock, journal, wakeup));
  auto producer = Producer::create(sender->options_.producer, *sender->deliveries_);
  if (!producer) return producer.error();
  sender->producer_ = std::move(producer.value());
  return sender;
}

Sender::Sender(const SenderOptions& options, Spool& spool, DeviceKey& key, DeviceClock& clock,
               Journal& journal, Wakeup& wakeup)
    : options_(options),
      spool_(spool),
      key_(key),
      clock_(clock),
      journal_(journal),
      wakeup_(wakeup),
      deliveries_(std::make_unique<Deliveries>(*this)),
      events_(kEventSlots, kEventBytes),
      windows_(std::max<size_t>(1, options.producer.queue_bytes / kWindowBytes), kWindowBytes),
      pictures_(picture_slot()),
      stored_(kMostStoredBytes),
      backoff_(options.backoff_first_ms, options.backoff_most_ms,
               crc32(reinterpret_cast<const uint8_t*>(key.id().data()), key.id().size()) | 1) {
  options_.producer.wake_fd = wakeup.fd();
}

Sender::~Sender() = default;

void Sender::stop() {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    is_stopped_ = true;
  }
  handed_over_.notify_all();
  wakeup_.wake();
}

void Sender::run() {
  while (!is_stopped_) {
    progress_.tick();
    uint64_t asked;
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      asked = asked_;
    }
    if (producer_) producer_->poll();
    if (has_failed_ || !producer_ || producer_->is_fatal()) recover();
    const bool may_go = producer_ && PacingClock::system().steady_us() >= not_before_us_;
    if (may_go && hand_over()) answer(asked);
    wakeup_.wait(kWaitMs);
  }
  progress_.end();
}

bool Sender::wait_until_handed_over(int timeout_ms) {
  std::unique_lock<std::mutex> lock(mutex_);
  const uint64_t mine = ++asked_;
  wakeup_.wake();
  handed_over_.wait_for(lock, std::chrono::milliseconds(timeout_ms),
                        [&] { return answered_ >= mine || is_stopped_.load(); });
  return answered_ >= mine;
}

void Sender::answer(uint64_t asked) {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    answered_ = std::max(answered_, asked);
  }
  handed_over_.notify_all();
}

bool Sender::hand_over() {
  const bool is_all = hand_over(Lane::kEvents, Topic::kDeviceEvents, events_) &&
                      hand_over(Lane::kAudio, Topic::kAudioWindows, windows_);
  if (is_all) hand_over(Lane::kPictures, Topic::kNightImages, pictures_);
  return is_all;
}

bool Sender::hand_over(Lane lane, Topic topic, Slots& slots) {
  while (true) {
    // The size is asked first, so that nothing is copied that may not go.
    const HandedOut waiting = spool_.next(lane, nullptr, 0);
    if (waiting.status == HandedOut::Status::kNone) return true;
    if (has_failed_ || producer_->is_fatal() || !may_send(topic, waiting.size)) return false;
    Slot* slot = slots.take();
    if (slot == nullptr) return false;
    slot->topic = topic;
    const HandedOut handed_out = read(lane, *slot);
    if (handed_out.status != HandedOut::Status::kRecord) {
      slot->is_used = false;
      return true;
    }
    slot->id = handed_out.id;
    if (!encode(*slot, handed_out.size)) {
      journal_.fault(FaultKind::kRecord, "a record of %zu bytes in the spool cannot be read: it is given up",
                     handed_out.size);
      spool_.acknowledge(slot->id);
      slot->is_used = false;
    } else if (!send(*slot)) {
      spool_.hand_back(slot->id);
      slot->is_used = false;
      has_failed_ = true;
      had_company_ = in_flight_ > 0;
      return false;
    }
  }
}

/// A picture goes alone, so that sound waits for one at most; anything goes while nothing is in flight.
bool Sender::may_send(Topic topic, size_t bytes) const {
  if (in_flight_ == 0) return true;
  if (topic == Topic::kNightImages) return false;
  return in_flight_bytes_ + bytes <= std::min(allowed_bytes_, options_.producer.queue_bytes);
}

/// A picture is read to where it will be sent from: it is too large to be copied.
HandedOut Sender::read(Lane lane, Slot& slot) {
  if (lane != Lane::kPictures) return spool_.next(lane, stored_.data(), stored_.size());
  return spool_.next(lane, slot.data + kPictureRoom, slot.capacity - kPictureRoom);
}

/// Leaves domain, topic, key and message in the slot, from its begin or, for a picture, from first on.
bool Sender::encode(Slot& slot, size_t stored_bytes) {
  const std::string& device = options_.producer.device;
  const std::string_view topic = name_of(slot.topic);
  const size_t prefix = DeviceKey::prefix_bytes(topic.size(), device.size());
  const int64_t sent_us = clock_.now_us();
  slot.sent_us = sent_us;
  slot.value_at = prefix;
  slot.first = 0;
  const Encoding how{device, clock_, sent_us};
  if (slot.topic == Topic::kNightImages) {
    const Bytes stored{slot.data + kPictureRoom, stored_bytes};
    uint8_t fields[kPictureRoom];
    ProtoWriter writer(fields, sizeof(fields) - prefix);
    if (!encode_before_picture(how, stored, writer) || writer.is_full()) return false;
    // The head of what was stored has done its work: the fields end where the picture begins.
    const size_t picture_at = kPictureRoom + sizeof(PictureHead);
    slot.value_at = picture_at - writer.size();
    slot.first = slot.value_at - prefix;
    std::memcpy(slot.data + slot.value_at, fields, writer.size());
    slot.bytes = kPictureRoom + stored_bytes;
  } else {
    const Bytes stored{stored_.data(), stored_bytes};
    ProtoWriter writer(slot.data + prefix, slot.capacity - prefix);
    const bool is_encoded = slot.topic == Topic::kAudioWindows ? encode_window(how, slot.id, stored, writer)
                                                               : encode_event(how, slot.id, stored, writer);
    if (!is_encoded || writer.is_full()) return false;
    slot.bytes = prefix + writer.size();
  }
  DeviceKey::write_prefix(topic, device, slot.data + slot.first);
  return true;
}

bool Sender::send(Slot& slot) {
  DeviceKey::Signature signature;
  if (!key_.sign(slot.data + slot.first, slot.bytes - slot.first, signature)) return false;
  const Bytes value{slot.data + slot.value_at, slot.bytes - slot.value_at};
  if (!producer_->send(slot.topic, value, signature, key_.id(), slot.sent_us / 1000, &slot)) return false;
  ++in_flight_;
  in_flight_bytes_ += slot.bytes;
  return true;
}

void Sender::settle(Slot& slot, Outcome outcome, const char* why) {
  --in_flight_;
  in_flight_bytes_ -= slot.bytes;
  slot.is_used = false;
  switch (outcome) {
    case Outcome::kAcknowledged:
      if (slot.topic == Topic::kNightImages) picture_failures_ = 0;
      spool_.acknowledge(slot.id);
      ++acknowledged_;
      if (is_failing_.exchange(false)) log_line(LogLevel::kInfo, "kafka", "the broker takes records again");
      if (!has_failed_) {
        backoff_.succeeded();
        allowed_bytes_ = std::min(allowed_bytes_ + 2 * slot.bytes, options_.producer.queue_bytes);
      }
      return;
    case Outcome::kRefused:
      spool_.acknowledge(slot.id);
      journal_.fault(FaultKind::kRecord, "the broker refuses record %llu of %s for good: %s",
                     static_cast<unsigned long long>(slot.id.seq), name_of(slot.topic), why);
      return;
    case Outcome::kFailed:
      break;
  }
  log_line(LogLevel::kDebug, "kafka", "record %llu of %s failed: %s",
           static_cast<unsigned long long>(slot.id.seq), name_of(slot.topic), why);
  if (slot.topic == Topic::kNightImages && ++picture_failures_ >= options_.picture_tries) {
    journal_.fault(FaultKind::kPicture,
                   "a picture of %zu bytes failed %d times and is given up (is the network too slow?)",
                   slot.bytes, picture_failures_);
    spool_.acknowledge(slot.id);
    picture_failures_ = 0;
  } else {
    spool_.hand_back(slot.id);
  }
  if (!is_failing_.exchange(true))
    log_line(LogLevel::kInfo, "kafka", "the broker does not take records: %s", why);
  has_failed_ = true;
  had_company_ = had_company_ || in_flight_ > 0;
}

/// After a failure with others in flight, one of these could arrive before the failed one is sent again: the
/// producer goes, and all that it had comes out of the spool anew.
void Sender::recover() {
  if (has_failed_ || (producer_ && producer_->is_fatal())) {
    ++failures_;
    is_failing_ = true;
    allowed_bytes_ = 0;
    not_before_us_ = PacingClock::system().steady_us() + backoff_.failed() * 1000;
  }
  if (producer_ && (had_company_ || producer_->is_fatal())) {
    producer_.reset();
    for (Slots* slots : {&events_, &windows_, &pictures_}) slots->free_all();
    spool_.rewind();
    in_flight_ = 0;
    in_flight_bytes_ = 0;
  }
  has_failed_ = had_company_ = false;
  if (producer_ || PacingClock::system().steady_us() < not_before_us_) return;
  auto producer = Producer::create(options_.producer, *deliveries_);
  if (producer) {
    producer_ = std::move(producer.value());
  } else {
    log_line(LogLevel::kError, "kafka", "%s", producer.error().message.c_str());
    has_failed_ = true;
  }
}

}  // namespace cradlewatch
