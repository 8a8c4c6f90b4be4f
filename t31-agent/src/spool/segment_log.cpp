#include "spool/segment_log.h"

#include <algorithm>
#include <cerrno>

#include "base/crc32.h"

namespace cradlewatch {
namespace {

/// Whether to try again later, rather than take the bytes for lost.
bool is_transient(int64_t status) {
  return status == -EMFILE || status == -ENFILE || status == -ENOMEM || status == -EAGAIN;
}

DiskFault fault(int64_t status, const char* step) { return {static_cast<int>(-status), step}; }

}  // namespace

SegmentLog::SegmentLog(Disk& disk, Lane lane, uint64_t segment_bytes, size_t max_segments)
    : disk_(disk), lane_(lane), segment_bytes_(segment_bytes) {
  segments_.reserve(max_segments);
}

SegmentLog::Segment* SegmentLog::find(uint64_t number) {
  const auto at =
      std::lower_bound(segments_.begin(), segments_.end(), number,
                       [](const Segment& segment, uint64_t wanted) { return segment.number < wanted; });
  return at == segments_.end() || at->number != number ? nullptr : &*at;
}

void SegmentLog::add(const Segment& segment) {
  segments_.push_back(segment);
  bytes_ += segment.bytes;
  unread_records_ += segment.unread_records;
  unread_bytes_ += segment.unread_bytes;
}

uint64_t SegmentLog::cost(uint64_t epoch, size_t record_bytes) const {
  const bool goes_on =
      writer_.is_open() && segments_.back().epoch == epoch && segments_.back().bytes < segment_bytes_;
  return kRecordHeaderBytes + record_bytes + (goes_on ? 0 : kSegmentHeaderBytes);
}

DiskFault SegmentLog::begin(uint64_t epoch) {
  constexpr int kTries = 16;
  int file = -EEXIST;
  SegmentHeader header{};
  for (int k = 0; k < kTries && file == -EEXIST; ++k) {
    header = next_header(epoch);
    file = disk_.create(SegmentName(lane_, header.number).text);
  }
  if (file < 0) return fault(file, "create a segment");
  DiskFile writer(disk_, file);
  const auto bytes = encode(header);
  const Bytes part{bytes.data(), bytes.size()};
  if (const int status = disk_.write(file, 0, &part, 1); status < 0) {
    writer.close();
    disk_.remove(SegmentName(lane_, header.number).text);
    return fault(status, "begin a segment");
  }
  written_bytes_ += bytes.size();
  add({header.number, epoch, bytes.size(), salt_of(header)});
  writer_ = std::move(writer);
  is_dirty_ = is_folder_dirty_ = true;
  return {};
}

DiskFault SegmentLog::append(uint64_t epoch, uint64_t seq, Bytes head, Bytes body, bool was_handed_out,
                             Place& place) {
  if (writer_.is_open() && (segments_.back().epoch != epoch || segments_.back().bytes >= segment_bytes_)) {
    const DiskFault unsynced = sync();
    writer_.close();
    if (unsynced) return unsynced;
  }
  if (!writer_.is_open()) {
    if (const DiskFault unbegun = begin(epoch)) return unbegun;
  }
  Segment& segment = segments_.back();
  const auto size = static_cast<uint32_t>(head.size + body.size);
  const uint32_t crc = crc32(body.data, body.size, crc32(head.data, head.size));
  const auto header = encode(RecordHeader{seq, size, crc}, segment.salt);
  const Bytes parts[] = {{header.data(), header.size()}, head, body};
  if (const int status = disk_.write(writer_.handle(), segment.bytes, parts, 3); status < 0) {
    if (disk_.truncate(writer_.handle(), segment.bytes) < 0) writer_.close();
    return fault(status, "write a record");
  }
  place = {segment.number, segment.bytes};
  segment.bytes += header.size() + size;
  bytes_ += header.size() + size;
  written_bytes_ += header.size() + size;
  is_dirty_ = true;
  if (was_handed_out) {
    ++segment.in_flight;
    frontier_ = {segment.number, segment.bytes};
  } else {
    ++segment.unread_records;
    segment.unread_bytes += size;
    ++unread_records_;
    unread_bytes_ += size;
  }
  return {};
}

DiskFault SegmentLog::adopt(const char* name, const SegmentHeader& header, uint64_t record_bytes) {
  if (const DiskFault unsynced = sync()) return unsynced;
  writer_.close();
  if (const int status = disk_.rename(name, SegmentName(lane_, header.number).text); status < 0) {
    return fault(status, "name a segment");
  }
  const uint64_t bytes = kSegmentHeaderBytes + kRecordHeaderBytes + record_bytes;
  Segment segment{header.number, header.epoch, bytes, salt_of(header)};
  segment.unread_records = 1;
  segment.unread_bytes = record_bytes;
  add(segment);
  written_bytes_ += bytes;
  is_folder_dirty_ = true;
  return {};
}

DiskFault SegmentLog::sync() {
  if (is_dirty_) {
    is_dirty_ = false;
    ++syncs_;
    if (const int status = disk_.sync(writer_.handle()); status < 0) {
      // The system may have forgotten what it could not write: nothing more is built upon it.
      doubtful_number_ = segments_.back().number;
      writer_.close();
      return fault(status, "sync a segment");
    }
  }
  if (is_folder_dirty_) {
    ++syncs_;
    if (const int status = disk_.sync_folder(); status < 0) return fault(status, "sync the folder");
    is_folder_dirty_ = false;
  }
  return {};
}

int SegmentLog::reader(uint64_t number) {
  if (!reader_.is_open() || reader_number_ != number) {
    reader_ = DiskFile(disk_, disk_.open(SegmentName(lane_, number).text));
    reader_number_ = number;
  }
  return reader_.handle();
}

SegmentLog::Found SegmentLog::peek(Unread& unread, Loss& loss) {
  for (;;) {
    const auto at =
        std::lower_bound(segments_.begin(), segments_.end(), frontier_.number,
                         [](const Segment& segment, uint64_t wanted) { return segment.number < wanted; });
    if (at == segments_.end()) return Found::kEnd;
    if (at->number != frontier_.number) frontier_ = {at->number, kSegmentHeaderBytes};
    if (frontier_.offset >= at->bytes) {
      if (at + 1 == segments_.end()) return Found::kEnd;
      frontier_ = {(at + 1)->number, kSegmentHeaderBytes};
      continue;
    }
    uint8_t bytes[kRecordHeaderBytes];
    const int file = reader(at->number);
    const int64_t got = file < 0 ? file : disk_.read(file, frontier_.offset, bytes, sizeof(bytes));
    if (is_transient(got)) return Found::kFault;
    if (got == int64_t{kRecordHeaderBytes} && decode(bytes, at->salt, unread.header) &&
        frontier_.offset + kRecordHeaderBytes + unread.header.size <= at->bytes) {
      unread.place = frontier_;
      unread.epoch = at->epoch;
      return Found::kRecord;
    }
    loss.records += at->unread_records;
    ++loss.damaged;
    unread_records_ -= at->unread_records;
    unread_bytes_ -= at->unread_bytes;
    at->unread_records = 0;
    at->unread_bytes = 0;
    frontier_.offset = at->bytes;
  }
}

SegmentLog::Copy SegmentLog::read(Place place, uint64_t seq, size_t size, uint8_t* to) {
  const Segment* segment = find(place.number);
  if (segment == nullptr) return Copy::kDamaged;
  uint8_t bytes[kRecordHeaderBytes];
  const int file = reader(place.number);
  int64_t got = file < 0 ? file : disk_.read(file, place.offset, bytes, sizeof(bytes));
  RecordHeader header{};
  if (got == int64_t{kRecordHeaderBytes} && decode(bytes, segment->salt, header) && header.seq == seq &&
      header.size == size) {
    got = disk_.read(file, place.offset + kRecordHeaderBytes, to, size);
    if (got == static_cast<int64_t>(size) && crc32(to, size) == header.crc) return Copy::kGood;
  }
  return is_transient(got) ? Copy::kFault : Copy::kDamaged;
}

void SegmentLog::pass(const RecordHeader& header, bool is_lost) {
  frontier_.offset += kRecordHeaderBytes + header.size;
  Segment* segment = find(frontier_.number);
  if (segment == nullptr) return;
  --segment->unread_records;
  segment->unread_bytes -= header.size;
  --unread_records_;
  unread_bytes_ -= header.size;
  if (!is_lost) ++segment->in_flight;
}

void SegmentLog::finish(Place place) {
  if (Segment* segment = find(place.number); segment != nullptr && segment->in_flight > 0)
    --segment->in_flight;
}

DiskFault SegmentLog::remove_oldest() {
  const Segment& segment = segments_.front();
  if (segments_.size() == 1) {
    writer_.close();
    is_dirty_ = false;
  }
  if (reader_number_ == segment.number) reader_.close();
  if (const int status = disk_.remove(SegmentName(lane_, segment.number).text);
      status < 0 && status != -ENOENT) {
    return fault(status, "remove a segment");
  }
  bytes_ -= segment.bytes;
  unread_records_ -= segment.unread_records;
  unread_bytes_ -= segment.unread_bytes;
  segments_.erase(segments_.begin());
  return {};
}

DiskFault SegmentLog::remove_finished() {
  while (!segments_.empty() && segments_.front().unread_records == 0 && segments_.front().in_flight == 0 &&
         !(segments_.size() == 1 && writer_.is_open())) {
    if (const DiskFault unremoved = remove_oldest()) return unremoved;
  }
  return {};
}

DiskFault SegmentLog::drop_oldest(uint64_t& number, Loss& loss) {
  number = segments_.front().number;
  const uint64_t records = segments_.front().unread_records;
  if (const DiskFault unremoved = remove_oldest()) return unremoved;
  loss.records += records;
  return {};
}

}  // namespace cradlewatch
