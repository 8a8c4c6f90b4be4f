#include "spool/spool.h"

#include <algorithm>

#include "spool/format.h"
#include "spool/posix_disk.h"
#include "spool/stored_spool.h"

namespace cradlewatch {
namespace {

constexpr size_t kGreatestRecord = 64U << 20;
constexpr int kMostInFlight = 65'536;

Error wrong(const std::string& name, uint64_t value, const std::string& expected) {
  return Error{"spool." + name + " " + std::to_string(value) + ": expected " + expected};
}

std::optional<Error> complaint(const SpoolOptions& options) {
  for (size_t k = 0; k < kLanes; ++k) {
    const LaneOptions& lane = options.lanes[k];
    const std::string name = name_of(static_cast<Lane>(k));
    const uint64_t file = kSegmentHeaderBytes + kRecordHeaderBytes + lane.max_record_bytes;
    if (lane.max_record_bytes == 0 || lane.max_record_bytes > kGreatestRecord) {
      return wrong(name + ".max_record_bytes", lane.max_record_bytes, "1 to 67108864");
    }
    if (lane.stage_bytes > 0 && lane.stage_bytes < lane.max_record_bytes) {
      return wrong(name + ".stage_bytes", lane.stage_bytes,
                   "0, or a record of " + std::to_string(lane.max_record_bytes) + " bytes at least");
    }
    if (lane.max_bytes > 0 && lane.max_bytes < file) {
      return wrong(name + ".max_bytes", lane.max_bytes, "0, or " + std::to_string(file) + " at least");
    }
    if (options.max_bytes < file + 2 * kMetaBytes) {
      return wrong("max_bytes", options.max_bytes,
                   std::to_string(file + 2 * kMetaBytes) + " at least, for the largest record of " + name);
    }
  }
  const struct {
    const char* name;
    int value;
  } times[] = {{"stage_ms", options.stage_ms},
               {"sync_ms", options.sync_ms},
               {"meta_ms", options.meta_ms},
               {"retry_ms", options.retry_ms}};
  for (const auto& time : times) {
    if (time.value < 0) {
      return Error{std::string("spool.") + time.name + " " + std::to_string(time.value) +
                   ": expected 0 or more"};
    }
  }
  if (options.max_in_flight < 1 || options.max_in_flight > kMostInFlight) {
    return Error{"spool.max_in_flight " + std::to_string(options.max_in_flight) + ": expected 1 to 65536"};
  }
  return std::nullopt;
}

}  // namespace

Result<std::unique_ptr<Spool>> Spool::open(const SpoolOptions& options, std::unique_ptr<Disk> disk) {
  if (const auto wrong_option = complaint(options)) return *wrong_option;
  auto spool = std::make_unique<StoredSpool>(options, std::move(disk));
  if (const auto error = spool->recover()) return *error;
  return std::unique_ptr<Spool>(std::move(spool));
}

Result<std::unique_ptr<Spool>> Spool::open(const SpoolOptions& options) {
  if (const auto wrong_option = complaint(options)) return *wrong_option;
  auto disk = PosixDisk::open(options.path);
  if (!disk) return disk.error();
  return open(options, std::move(disk.value()));
}

}  // namespace cradlewatch
