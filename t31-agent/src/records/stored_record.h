#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>

#include "records/device_clock.h"
#include "spool/spool.h"
#include "wire/records.h"

namespace cradlewatch {

/// What goes into the spool before samples, words and pictures. Not the wire's message: that has the time of
/// hand-over and a number that the spool gives. Read by the agent that wrote it or a later one; format tells
/// them apart.
constexpr uint8_t kStoredFormat = 1;

/// A text of fixed room, filled up with zeros.
template <size_t N>
struct Text {
  char bytes[N];

  /// Cut to what fits; what is no printable ASCII becomes a question mark, since the wire takes only UTF-8.
  static Text of(std::string_view text) {
    Text result{};
    for (size_t k = 0; k < N && k < text.size(); ++k) {
      result.bytes[k] = text[k] >= ' ' && text[k] <= '~' ? text[k] : '?';
    }
    return result;
  }
  std::string_view view() const {
    size_t size = 0;
    while (size < N && bytes[size] != '\0') ++size;
    return {bytes, size};
  }
};

/// Then come the samples.
struct WindowHead {
  uint8_t format, reason;
  uint16_t zero;
  float score;
  Stamp start;
  Text<48> agent_model;
};

/// Complete in itself.
struct EventHead {
  uint8_t format, kind, has_health, zero;
  float score;
  Stamp at;
  uint64_t free_memory_bytes, spool_bytes, dropped_windows;
  Text<16> agent_version;
  Text<200> detail;
};

/// Then comes the picture.
struct PictureHead {
  uint8_t format, kind;
  uint16_t zero;
  uint32_t zeros;
  Stamp taken;
  Text<96> image_id;
};

static_assert(sizeof(WindowHead) == 80 && sizeof(EventHead) == 272 && sizeof(PictureHead) == 128,
              "what an agent stored, the next one reads: add fields under another format");
static_assert(std::is_trivially_copyable_v<WindowHead> && std::is_trivially_copyable_v<EventHead> &&
                  std::is_trivially_copyable_v<PictureHead>,
              "stored as bytes");

template <typename Head>
Bytes bytes_of(const Head& head) {
  return {reinterpret_cast<const uint8_t*>(&head), sizeof(head)};
}

/// What a stored record becomes when it is handed over.
struct Encoding {
  std::string_view device;
  DeviceClock& clock;
  int64_t sent_us;
};

/// Bytes of fields before a picture's own.
constexpr size_t kPictureRoom = 400;

/// Write the message of a stored record; false if it was stored by an agent of another format or is too
/// short.
bool encode_window(const Encoding& how, const RecordId& id, Bytes stored, ProtoWriter& out);
bool encode_event(const Encoding& how, const RecordId& id, Bytes stored, ProtoWriter& out);
/// Writes all but the picture, which must follow.
bool encode_before_picture(const Encoding& how, Bytes stored, ProtoWriter& out);

}  // namespace cradlewatch
