#include "records/stored_record.h"

#include <cstring>

namespace cradlewatch {
namespace {

template <typename Head>
bool read(Bytes stored, Head& head) {
  if (stored.size < sizeof(head)) return false;
  std::memcpy(&head, stored.data, sizeof(head));
  return head.format == kStoredFormat;
}

}  // namespace

bool encode_window(const Encoding& how, const RecordId& id, Bytes stored, ProtoWriter& out) {
  WindowHead head;
  if (!read(stored, head)) return false;
  wire::write(out, wire::Window{how.device, id.epoch, id.seq, how.clock.time_of(head.start), how.sent_us,
                                stored.data + sizeof(head), stored.size - sizeof(head), head.score,
                                head.agent_model.view(), static_cast<wire::Reason>(head.reason)});
  return true;
}

bool encode_event(const Encoding& how, const RecordId& id, Bytes stored, ProtoWriter& out) {
  EventHead head;
  if (!read(stored, head)) return false;
  const wire::Health health{head.free_memory_bytes, head.spool_bytes, head.dropped_windows,
                            head.agent_version.view()};
  wire::write(out, wire::Event{how.device, id.epoch, id.seq, how.clock.time_of(head.at), how.sent_us,
                               static_cast<wire::EventKind>(head.kind), head.score,
                               head.has_health != 0 ? &health : nullptr, head.detail.view()});
  return true;
}

bool encode_before_picture(const Encoding& how, Bytes stored, ProtoWriter& out) {
  PictureHead head;
  if (!read(stored, head)) return false;
  wire::write_before_data(out, wire::Image{how.device, head.image_id.view(), how.clock.time_of(head.taken),
                                           how.sent_us, static_cast<wire::ImageKind>(head.kind),
                                           stored.data + sizeof(head), stored.size - sizeof(head)});
  return true;
}

}  // namespace cradlewatch
