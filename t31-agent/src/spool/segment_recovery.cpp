#include <algorithm>

#include "base/crc32.h"
#include "spool/segment_log.h"

namespace cradlewatch {
namespace {

/// Whether the size bytes at offset have this CRC.
bool has_crc(Disk& disk, int file, uint64_t offset, uint64_t size, uint32_t expected) {
  uint8_t piece[4096];
  uint32_t crc = 0;
  while (size > 0) {
    const auto count = static_cast<size_t>(std::min<uint64_t>(size, sizeof(piece)));
    if (disk.read(file, offset, piece, count) != static_cast<int64_t>(count)) return false;
    crc = crc32(piece, count, crc);
    offset += count;
    size -= count;
  }
  return crc == expected;
}

}  // namespace

SegmentLog::Scan SegmentLog::scan(uint64_t number, AckPosition acked, bool is_last, Segment& segment) {
  Scan scan;
  const SegmentName name(lane_, number);
  const DiskFile file(disk_, disk_.open(name.text));
  const int64_t size = file.is_open() ? disk_.size(file.handle()) : -1;
  uint8_t bytes[kSegmentHeaderBytes];
  const int64_t got = size < 0 ? size : disk_.read(file.handle(), 0, bytes, sizeof(bytes));
  if (got < 0) return scan;
  scan.file_bytes = static_cast<uint64_t>(size);
  SegmentHeader header{};
  const Read read = decode(bytes, static_cast<size_t>(got), header, scan.version);
  scan.state = read == Read::kGood           ? Scan::State::kGood
               : read == Read::kOtherVersion ? Scan::State::kOtherVersion
                                             : Scan::State::kDamaged;
  if (read == Read::kGood && (header.number != number || header.lane != lane_)) {
    scan.state = Scan::State::kDamaged;
  }
  if (scan.state != Scan::State::kGood) return scan;

  segment = {number, header.epoch, kSegmentHeaderBytes, salt_of(header)};
  scan.first_unread = kSegmentHeaderBytes;
  uint64_t offset = kSegmentHeaderBytes, least_seq = 0;
  RecordHeader record{};
  uint32_t unread_records = 0;
  uint64_t unread_bytes = 0;
  while (offset + kRecordHeaderBytes <= scan.file_bytes &&
         disk_.read(file.handle(), offset, bytes, kRecordHeaderBytes) == int64_t{kRecordHeaderBytes} &&
         decode(bytes, segment.salt, record) && record.seq >= least_seq &&
         record.size <= scan.file_bytes - offset - kRecordHeaderBytes) {
    const uint64_t body = offset + kRecordHeaderBytes;
    offset = body + record.size;
    least_seq = record.seq + 1;
    if (number == acked.number && record.seq < acked.seq) {
      scan.first_unread = offset;
    } else {
      ++unread_records;
      unread_bytes += record.size;
    }
    // Only the last segment has bytes that were not synced. A damaged record before a good one is left for
    // the reader to find.
    if (is_last && !has_crc(disk_, file.handle(), body, record.size, record.crc)) continue;
    segment.bytes = offset;
    segment.unread_records = unread_records;
    segment.unread_bytes = unread_bytes;
    scan.next_seq = least_seq;
  }
  return scan;
}

bool SegmentLog::cut(const Segment& segment) {
  const DiskFile file(disk_, disk_.open(SegmentName(lane_, segment.number).text));
  return file.is_open() && disk_.truncate(file.handle(), segment.bytes) >= 0;
}

void SegmentLog::resume_last(uint64_t epoch) {
  const Segment& last = segments_.back();
  if (last.epoch != epoch || last.bytes >= segment_bytes_) return;
  writer_ = DiskFile(disk_, disk_.open(SegmentName(lane_, last.number).text));
  is_dirty_ = is_folder_dirty_ = writer_.is_open();
}

Result<Loss> SegmentLog::recover(const std::vector<uint64_t>& numbers, AckPosition acked, uint64_t epoch,
                                 std::vector<std::string>& notes) {
  segments_.reserve(numbers.size() + segments_.capacity());
  next_number_ = std::max(acked.number, numbers.empty() ? 0 : numbers.back()) + 1;
  Loss loss;
  for (const uint64_t number : numbers) {
    const SegmentName name(lane_, number);
    if (number < acked.number) {
      disk_.remove(name.text);
      continue;
    }
    Segment segment{};
    const bool is_last = number == numbers.back();
    const Scan scan = this->scan(number, acked, is_last, segment);
    if (scan.state == Scan::State::kOtherVersion) {
      return Error{std::string(name.text) + ": spool format " + std::to_string(scan.version) +
                   ": this agent reads format 1 (run the newer agent, or empty the folder)"};
    }
    if (scan.state == Scan::State::kUnreadable) {
      notes.push_back(std::string(name.text) + ": could not be read, left as it is");
      ++loss.damaged;
      continue;
    }
    if (scan.state == Scan::State::kDamaged) {
      notes.push_back(std::string(name.text) + ": no segment, " + std::to_string(scan.file_bytes) +
                      " bytes removed");
      if (!is_last) ++loss.records, ++loss.damaged;
      disk_.remove(name.text);
      continue;
    }
    if (segment.epoch == epoch) seq_after_recovery_ = std::max(seq_after_recovery_, scan.next_seq);
    if (segment.bytes < scan.file_bytes) {
      notes.push_back(std::string(name.text) + ": " + std::to_string(scan.file_bytes - segment.bytes) +
                      " bytes after the last whole record cut off");
      if (!is_last) ++loss.records, ++loss.damaged;
    }
    if (segment.unread_records == 0) {
      disk_.remove(name.text);
      continue;
    }
    if (segments_.empty()) frontier_ = {number, scan.first_unread};
    add(segment);
    const bool is_whole = segment.bytes == scan.file_bytes || cut(segment);
    if (is_last && is_whole) resume_last(epoch);
  }
  return loss;
}

}  // namespace cradlewatch
