#pragma once

#include "spool/disk.h"
#include "spool/format.h"

namespace cradlewatch {

/// Whether there is a meta file and what it says; kAbsent without one.
enum class MetaRead { kGood, kAbsent, kDamaged, kOtherVersion };
MetaRead read_meta_file(Disk& disk, Meta& meta, uint32_t& version);

/// Replaces the meta file: after a power cut there is the old one or the new one. Syncs twice.
DiskFault write_meta_file(Disk& disk, const Meta& meta);

/// Writes kNewPictureName: a segment of one record, head and the next file_bytes of an open file, synced.
DiskFault write_picture_file(Disk& disk, const SegmentHeader& header, uint64_t seq, Bytes head, int file,
                             size_t file_bytes);

}  // namespace cradlewatch
