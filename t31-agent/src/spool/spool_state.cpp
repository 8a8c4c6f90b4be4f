// What the spool is when it opens, what it remembers in the meta file, and how it closes.
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>

#include "spool/side_files.h"
#include "spool/stored_spool.h"

namespace cradlewatch {
namespace {

constexpr size_t kMaxNotes = 20;
/// So that dropping one loses only a part of the lane, and that the table of them stays small.
constexpr uint64_t kLeastSegments = 8, kMostSegments = 1024;

/// A random number other than 0. The clock is added for a board that boots without entropy.
uint64_t draw_epoch() {
  uint64_t drawn = 0;
  const int file = ::open("/dev/urandom", O_RDONLY | O_CLOEXEC);
  if (file >= 0) {
    if (::read(file, &drawn, sizeof(drawn)) != sizeof(drawn)) drawn = 0;
    ::close(file);
  }
  const auto now = static_cast<uint64_t>(std::chrono::system_clock::now().time_since_epoch().count());
  drawn ^= now * 0x9E3779B97F4A7C15U;
  return drawn == 0 ? 1 : drawn;
}

uint64_t bound_of(const SpoolOptions& options, const LaneOptions& lane) {
  return lane.max_bytes == 0 ? options.max_bytes : std::min(lane.max_bytes, options.max_bytes);
}

uint64_t segment_bytes(const LaneOptions& lane, uint64_t bound) {
  return std::clamp<uint64_t>(lane.segment_bytes, bound / kMostSegments, bound / kLeastSegments);
}

size_t max_segments(const LaneOptions& lane, uint64_t bound) {
  constexpr uint64_t kSpare = 16;
  return static_cast<size_t>(bound / segment_bytes(lane, bound) + kSpare);
}

}  // namespace

StoredSpool::LaneState::LaneState(Disk& disk, Lane its_lane, const LaneOptions& its_options,
                                  uint64_t its_bound, int max_in_flight)
    : lane(its_lane),
      options(its_options),
      bound(its_bound),
      log(disk, its_lane, segment_bytes(its_options, its_bound), max_segments(its_options, its_bound)),
      out(static_cast<size_t>(max_in_flight)),
      stage(its_options.stage_bytes) {}

StoredSpool::StoredSpool(const SpoolOptions& options, std::unique_ptr<Disk> disk)
    : options_(options),
      disk_(std::move(disk)),
      lanes_{make_lane(Lane::kAudio), make_lane(Lane::kPictures), make_lane(Lane::kEvents)} {}

StoredSpool::LaneState StoredSpool::make_lane(Lane lane) const {
  const LaneOptions& of_lane = options_.lanes[static_cast<size_t>(lane)];
  return LaneState(*disk_, lane, of_lane, bound_of(options_, of_lane), options_.max_in_flight);
}

StoredSpool::~StoredSpool() {
  if (!is_recovered_) return;
  flush(now_ms_);
  // Nothing is appended any more, so nothing need stay set aside.
  const DiskLock exclusive(*this);
  if (retry_at_ms_ != kNever) write_meta(0);
}

void StoredSpool::begin_epoch() {
  is_meta_dirty_ = true;
  const std::lock_guard<std::mutex> lock(ram_mutex_);
  epoch_ = draw_epoch();
  damaged_ = 0;
  for (LaneState& lane : lanes_) {
    lane.next_seq = 0;
    lane.reserved_seq = kReserve;
    lane.dropped = 0;
  }
}

void StoredSpool::reserve() {
  // An epoch that the disk does not know begins again with no other record of its kind, whatever the disk
  // holds after a power cut.
  if (is_resting() || !write_meta(kReserve)) begin_epoch();
}

bool StoredSpool::write_meta(uint64_t reserve) {
  Meta meta;
  {
    const std::lock_guard<std::mutex> lock(ram_mutex_);
    meta.epoch = epoch_;
    meta.damaged = damaged_;
    for (size_t k = 0; k < kLanes; ++k) {
      meta.lanes[k] = {lanes_[k].next_seq + reserve, lanes_[k].acked, lanes_[k].dropped};
    }
  }
  meta_bytes_ += kMetaBytes;
  side_syncs_ += 2;
  meta_written_ms_ = now_ms_;
  if (const DiskFault fault = write_meta_file(*disk_, meta)) {
    note_fault(fault);
    return false;
  }
  is_meta_dirty_ = false;
  note_success();
  const std::lock_guard<std::mutex> lock(ram_mutex_);
  for (size_t k = 0; k < kLanes; ++k) lanes_[k].reserved_seq = meta.lanes[k].reserved;
  return true;
}

void StoredSpool::work_without_disk(int status) {
  notes_.push_back("spool folder " + options_.path + ": " + std::strerror(-status) +
                   ", records are kept in RAM alone until the next start");
  begin_epoch();
  note_fault({-status, "list the folder"});
  retry_at_ms_ = kNever;
}

std::optional<Error> StoredSpool::take_over_meta(bool has_segments, Meta& meta) {
  uint32_t version = 0;
  switch (read_meta_file(*disk_, meta, version)) {
    case MetaRead::kOtherVersion:
      return Error{"spool folder " + options_.path + ": format " + std::to_string(version) +
                   ": this agent reads format 1 (run the newer agent, or empty the folder)"};
    case MetaRead::kGood: {
      const std::lock_guard<std::mutex> lock(ram_mutex_);
      epoch_ = meta.epoch;
      damaged_ = meta.damaged;
      for (size_t k = 0; k < kLanes; ++k) {
        lanes_[k].next_seq = lanes_[k].reserved_seq = meta.lanes[k].reserved;
        lanes_[k].acked = meta.lanes[k].acked;
        lanes_[k].dropped = meta.lanes[k].dropped;
      }
      return std::nullopt;
    }
    case MetaRead::kAbsent:
      if (has_segments) notes_.emplace_back("meta: missing, a new epoch begins");
      break;
    case MetaRead::kDamaged:
      notes_.emplace_back("meta: damaged, a new epoch begins");
      break;
  }
  meta = Meta{};
  begin_epoch();
  return std::nullopt;
}

std::optional<Error> StoredSpool::recover() {
  const DiskLock exclusive(*this);
  std::vector<std::string> names;
  if (const int status = disk_->list(names); status < 0) {
    work_without_disk(status);
    is_recovered_ = true;
    return std::nullopt;
  }
  std::vector<uint64_t> numbers[kLanes];
  for (const std::string& name : names) {
    Lane lane{};
    uint64_t number = 0;
    if (SegmentName::parse(name, lane, number)) {
      numbers[static_cast<size_t>(lane)].push_back(number);
    } else if (name == kNewMetaName || name == kNewPictureName) {
      disk_->remove(name.c_str());
    } else if (name != kMetaName) {
      notes_.push_back(name + ": not the spool's, left as it is");
    }
  }
  Meta meta;
  const bool has_segments =
      std::any_of(std::begin(numbers), std::end(numbers), [](const auto& of) { return !of.empty(); });
  if (auto error = take_over_meta(has_segments, meta)) return error;
  for (LaneState& lane : lanes_) {
    auto& of_lane = numbers[static_cast<size_t>(lane.lane)];
    std::sort(of_lane.begin(), of_lane.end());
    const Result<Loss> loss = lane.log.recover(of_lane, lane.acked, epoch_, notes_);
    if (!loss) return loss.error();
    count(lane, loss.value());
    const std::lock_guard<std::mutex> lock(ram_mutex_);
    lane.next_seq = std::max(lane.next_seq, lane.log.seq_after_recovery());
    lane.reserved_seq = std::max(lane.reserved_seq, lane.next_seq);
  }
  if (std::any_of(lanes_.begin(), lanes_.end(),
                  [](const LaneState& lane) { return lane.next_seq > kMaxNumber / 2; })) {
    notes_.emplace_back("a record's number is not the spool's, a new epoch begins");
    begin_epoch();
  }
  for (LaneState& lane : lanes_) {
    while (lane.log.bytes() > lane.bound && drop_segment(lane)) {
    }
  }
  while (disk_bytes() > options_.max_bytes && drop_of_first(kLanes)) {
  }
  write_meta(kReserve);
  if (notes_.size() > kMaxNotes) {
    const size_t more = notes_.size() - kMaxNotes;
    notes_.resize(kMaxNotes);
    notes_.push_back("and " + std::to_string(more) + " more");
  }
  is_recovered_ = true;
  return std::nullopt;
}

}  // namespace cradlewatch
