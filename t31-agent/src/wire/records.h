#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "wire/proto_writer.h"

namespace cradlewatch::wire {

/// What the agent writes of connectors/src/main/proto/cradlewatch/v1; the numbers are those of the .proto
/// files. Texts and bytes are the caller's. Times are us since the Unix epoch by the device's clock.

constexpr const char* kAudioWindows = "audio.windows";
constexpr const char* kDeviceEvents = "device.events";
constexpr const char* kNightImages = "night.images";

enum class Reason : uint32_t { kDetection = 1, kContext = 2, kAudit = 3 };

struct Window {
  std::string_view device;
  uint64_t epoch, seq;
  int64_t start_us, sent_us;
  const void* pcm;
  size_t pcm_bytes;
  float local_score;
  std::string_view agent_model;
  Reason reason;
};

struct Health {
  uint64_t free_memory_bytes, spool_bytes, dropped_windows;
  std::string_view agent_version;
};

enum class EventKind : uint32_t { kHeartbeat = 1, kCryOnset = 2, kCryOffset = 3, kFault = 4 };

struct Event {
  std::string_view device;
  uint64_t epoch, seq;
  int64_t at_us, sent_us;
  EventKind kind;
  float score;
  /// Null where the event does not tell.
  const Health* health;
  /// UTF-8.
  std::string_view detail;
};

enum class ImageKind : uint32_t { kDay = 1, kNight = 2 };

struct Image {
  std::string_view device, image_id;
  int64_t taken_us, sent_us;
  ImageKind kind;
  const void* data;
  size_t data_bytes;
};

/// Greatest number of bytes of a record beside its samples, its picture or its texts.
constexpr size_t kMostFieldBytes = 160;

/// Each appends a message to the writer; it is_full if it did not fit.
void write(ProtoWriter& out, const Window& window);
void write(ProtoWriter& out, const Event& event);
void write(ProtoWriter& out, const Image& image);

/// The image's message up to its data, which must follow.
void write_before_data(ProtoWriter& out, const Image& image);

}  // namespace cradlewatch::wire
