#include "spool/side_files.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "base/crc32.h"

namespace cradlewatch {
namespace {

int create_anew(Disk& disk, const char* name) {
  int file = disk.create(name);
  if (file == -EEXIST && disk.remove(name) == 0) file = disk.create(name);
  return file;
}

/// Up to count bytes of an open file; fewer if it ends or fails.
size_t read_fully(int file, uint8_t* to, size_t count) {
  size_t done = 0;
  while (done < count) {
    const ssize_t got = ::read(file, to + done, count - done);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) break;
    done += static_cast<size_t>(got);
  }
  return done;
}

}  // namespace

MetaRead read_meta_file(Disk& disk, Meta& meta, uint32_t& version) {
  const DiskFile file(disk, disk.open(kMetaName));
  if (file.handle() == -ENOENT) return MetaRead::kAbsent;
  uint8_t bytes[kMetaBytes + 1];
  const int64_t got = file.is_open() ? disk.read(file.handle(), 0, bytes, sizeof(bytes)) : -1;
  if (got < 0) return MetaRead::kDamaged;
  const Read read = decode(bytes, static_cast<size_t>(got), meta, version);
  if (read == Read::kOtherVersion) return MetaRead::kOtherVersion;
  return read == Read::kGood ? MetaRead::kGood : MetaRead::kDamaged;
}

DiskFault write_meta_file(Disk& disk, const Meta& meta) {
  DiskFile file(disk, create_anew(disk, kNewMetaName));
  if (!file.is_open()) return {-file.handle(), "create the meta file"};
  const auto bytes = encode(meta);
  const Bytes part{bytes.data(), bytes.size()};
  int status = disk.write(file.handle(), 0, &part, 1);
  if (status == 0) status = disk.sync(file.handle());
  file.close();
  if (status == 0) status = disk.rename(kNewMetaName, kMetaName);
  if (status == 0) status = disk.sync_folder();
  if (status < 0) return {-status, "write the meta file"};
  return {};
}

DiskFault write_picture_file(Disk& disk, const SegmentHeader& header, uint64_t seq, Bytes head, int file,
                             size_t file_bytes) {
  const DiskFile to(disk, create_anew(disk, kNewPictureName));
  if (!to.is_open()) return {-to.handle(), "create a picture"};
  const auto segment = encode(header);
  uint8_t space[kRecordHeaderBytes] = {};
  const Bytes begin[] = {{segment.data(), segment.size()}, {space, sizeof(space)}, head};
  int status = disk.write(to.handle(), 0, begin, 3);
  uint32_t crc = crc32(head.data, head.size);
  uint64_t offset = segment.size() + sizeof(space) + head.size;
  uint8_t piece[4096];
  for (size_t left = file_bytes; status == 0 && left > 0;) {
    const size_t count = std::min(left, sizeof(piece));
    if (read_fully(file, piece, count) != count) return {EPIPE, "read a picture"};
    const Bytes part{piece, count};
    status = disk.write(to.handle(), offset, &part, 1);
    crc = crc32(piece, count, crc);
    offset += count;
    left -= count;
  }
  const auto size = static_cast<uint32_t>(head.size + file_bytes);
  const auto record = encode(RecordHeader{seq, size, crc}, salt_of(header));
  const Bytes part{record.data(), record.size()};
  if (status == 0) status = disk.write(to.handle(), kSegmentHeaderBytes, &part, 1);
  if (status == 0) status = disk.sync(to.handle());
  if (status < 0) return {-status, "write a picture"};
  return {};
}

}  // namespace cradlewatch
