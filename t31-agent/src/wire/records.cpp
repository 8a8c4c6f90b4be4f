#include "wire/records.h"

#include <array>

namespace cradlewatch::wire {
namespace {

constexpr uint64_t kFormat = 1;
constexpr uint64_t kSampleRateHz = 16'000;

/// The version comes from the build and is short.
constexpr size_t kMostHealthBytes = 128;

}  // namespace

void write(ProtoWriter& out, const Window& window) {
  out.put_varint(1, kFormat);
  out.put_nonempty(2, window.device);
  out.put_nonzero_fixed64(3, window.epoch);
  out.put_varint(4, window.seq);
  out.put_time(5, window.start_us);
  out.put_time(6, window.sent_us);
  out.put_varint(7, kSampleRateHz);
  out.put_bytes(8, window.pcm, window.pcm_bytes);
  out.put_nonzero_float(9, window.local_score);
  out.put_nonempty(10, window.agent_model);
  out.put_varint(11, static_cast<uint64_t>(window.reason));
}

void write(ProtoWriter& out, const Event& event) {
  out.put_varint(1, kFormat);
  out.put_nonempty(2, event.device);
  out.put_nonzero_fixed64(3, event.epoch);
  out.put_varint(4, event.seq);
  out.put_time(5, event.at_us);
  out.put_time(6, event.sent_us);
  out.put_varint(7, static_cast<uint64_t>(event.kind));
  out.put_nonzero_float(8, event.score);
  if (event.health != nullptr) {
    std::array<uint8_t, kMostHealthBytes> bytes;
    ProtoWriter health(bytes.data(), bytes.size());
    health.put_nonzero(1, event.health->free_memory_bytes);
    health.put_nonzero(2, event.health->spool_bytes);
    health.put_nonzero(3, event.health->dropped_windows);
    health.put_nonempty(4, event.health->agent_version);
    if (!health.is_full()) out.put_bytes(9, bytes.data(), health.size());
  }
  out.put_nonempty(10, event.detail);
}

void write(ProtoWriter& out, const Image& image) {
  write_before_data(out, image);
  out.put_raw(image.data, image.data_bytes);
}

void write_before_data(ProtoWriter& out, const Image& image) {
  out.put_varint(1, kFormat);
  out.put_nonempty(2, image.device);
  out.put_nonempty(3, image.image_id);
  out.put_time(4, image.taken_us);
  out.put_time(5, image.sent_us);
  out.put_varint(6, static_cast<uint64_t>(image.kind));
  out.put_bytes_tag(7, image.data_bytes);
}

}  // namespace cradlewatch::wire
