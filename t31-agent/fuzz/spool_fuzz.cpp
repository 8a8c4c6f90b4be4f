// Opens a spool on any bytes as its meta file and a segment, as they are and with checksums made right, and
// checks that what is then appended comes out as it went in.
#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include "base/crc32.h"
#include "spool/fake_disk.h"
#include "spool/format.h"

using namespace cradlewatch;

namespace {

constexpr uint64_t kNumber = 3;

void set_crc(std::vector<uint8_t>& bytes, size_t begin, size_t end, uint32_t seed = 0) {
  const uint32_t crc = crc32(&bytes[begin], end - begin, seed);
  std::memcpy(&bytes[end], &crc, sizeof(crc));
}

/// Makes magics, versions and checksums right, so that the fuzzer gets past them.
void make_right(Lane lane, std::vector<uint8_t>& meta, std::vector<uint8_t>& segment) {
  meta.resize(kMetaBytes);
  const auto good_meta = encode(Meta{});
  std::copy_n(good_meta.begin(), 8, meta.begin());
  set_crc(meta, 0, kMetaBytes - 4);
  const SegmentHeader header{1 + meta[8] % 2U, kNumber, lane};
  const auto good_header = encode(header);
  segment.insert(segment.begin(), good_header.begin(), good_header.end());
  for (size_t at = kSegmentHeaderBytes; at + kRecordHeaderBytes <= segment.size();) {
    // Sizes stay small, or the first record would be the last.
    segment[at + 9] = segment[at + 10] = segment[at + 11] = 0;
    const size_t size = segment[at + 8], body = at + kRecordHeaderBytes;
    const uint32_t crc = crc32(&segment[0] + body, std::min(size, segment.size() - body));
    const bool has_wrong_body = segment[at + 12] == 0xFF;
    if (!has_wrong_body) std::memcpy(&segment[at + 12], &crc, sizeof(crc));
    const bool has_wrong_header = segment[at + 16] == 0xFF;
    if (!has_wrong_header) set_crc(segment, at, at + 16, salt_of(header));
    at = body + size;
  }
}

SpoolOptions small_options() {
  SpoolOptions options;
  options.max_bytes = 8192;
  for (LaneOptions& lane : options.lanes) lane = {2048, 1024, 4096, 0};
  options.max_in_flight = 16;
  return options;
}

void run(Lane lane, const std::vector<uint8_t>& meta, const std::vector<uint8_t>& segment, uint8_t choices) {
  FakeFlash flash;
  flash.put("meta", meta);
  flash.put(SegmentName(lane, kNumber).text, segment);
  const std::string text = "appended by the fuzz target";
  RecordId id{};
  for (int life = 0; life < 2; ++life) {
    auto opened = Spool::open(small_options(), std::make_unique<FakeDisk>(flash));
    if (!opened) return;
    Spool& spool = *opened.value();
    if (life == 0) {
      const Bytes bytes{reinterpret_cast<const uint8_t*>(text.data()), text.size()};
      id =
          spool.append(lane, {}, bytes, (choices & 1) != 0 ? Durability::kSynced : Durability::kStaged, 0).id;
    }
    uint8_t buffer[2048];
    bool is_found = false;
    for (;;) {
      const HandedOut out = spool.next(lane, buffer, sizeof(buffer));
      if (out.status == HandedOut::Status::kTooSmall) std::abort();
      if (out.status == HandedOut::Status::kNone) break;
      if (out.id == id) is_found = std::string(buffer, buffer + out.size) == text;
      if ((choices & 2) != 0) spool.hand_back(out.id), choices = static_cast<uint8_t>(choices ^ 2);
      if (life == 1 || out.id.seq % 2 == 0) spool.acknowledge(out.id);
      if (life == 0 && out.id == id && out.id.seq % 2 == 0) return;
    }
    const SpoolStats stats = spool.stats();
    if (!is_found && stats.lanes[static_cast<size_t>(lane)].waiting_records < 16) std::abort();
    spool.maintain(10'000);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* bytes, size_t count) {
  if (count < 2) return 0;
  const Lane lane = static_cast<Lane>(bytes[0] % kLanes);
  const uint8_t choices = bytes[1];
  const size_t meta_bytes = std::min(kMetaBytes, count - 2);
  std::vector<uint8_t> meta(bytes + 2, bytes + 2 + meta_bytes),
      segment(bytes + 2 + meta_bytes, bytes + count);
  run(lane, meta, segment, choices);
  make_right(lane, meta, segment);
  run(lane, meta, segment, choices);
  return 0;
}
