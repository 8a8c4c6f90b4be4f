#pragma once

#include <gtest/gtest.h>

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "spool/fake_disk.h"
#include "spool/spool.h"

namespace cradlewatch {

inline Bytes bytes_of(const std::string& text) {
  return {reinterpret_cast<const uint8_t*>(text.data()), text.size()};
}

/// A small spool on a flash that survives its restarts. Records are texts.
class SpoolFixture : public ::testing::Test {
 protected:
  static constexpr Lane kAudio = Lane::kAudio, kPictures = Lane::kPictures, kEvents = Lane::kEvents;

  SpoolFixture() {
    options_.path = "flash";
    options_.max_bytes = 4096;
    options_.lanes[0] = {400, 400, 1000, 0};
    options_.lanes[1] = {1000, 1, 0, 2000};
    options_.lanes[2] = {200, 200, 400, 0};
    options_.stage_ms = 1000;
    options_.sync_ms = 1000;
    options_.meta_ms = 1000;
    options_.retry_ms = 1000;
    options_.max_in_flight = 100;
  }

  void open() {
    spool_.reset();
    auto opened = Spool::open(options_, std::make_unique<FakeDisk>(flash_));
    ASSERT_TRUE(opened) << opened.error().message;
    spool_ = std::move(opened.value());
  }

  /// Ends the spool as a kill would, with all that was written still there.
  void kill() {
    flash_.changes_left = 0;
    spool_.reset();
    flash_.changes_left = ~size_t{0};
  }

  Appended append(Lane lane, const std::string& text, Durability durability = Durability::kStaged) {
    const Appended appended = spool_->append(lane, bytes_of(text), {}, durability, now_ms_);
    if (appended.kept != Kept::kDropped) ids_[text] = appended.id;
    return appended;
  }
  Kept append_synced(Lane lane, const std::string& text) {
    return append(lane, text, Durability::kSynced).kept;
  }

  /// The next record's text, or nothing.
  std::optional<std::string> next(Lane lane) {
    std::string text(2000, '\0');
    const HandedOut out = spool_->next(lane, reinterpret_cast<uint8_t*>(text.data()), text.size());
    if (out.status != HandedOut::Status::kRecord) return std::nullopt;
    text.resize(out.size);
    out_ids_[text] = out.id;
    return text;
  }

  /// The texts of all that the lane hands out, with a space after each.
  std::string drain(Lane lane) {
    std::string all;
    while (const auto text = next(lane)) all += *text + " ";
    return all;
  }
  std::string drain_and_acknowledge(Lane lane) {
    std::string all;
    while (const auto text = next(lane)) {
      all += *text + " ";
      EXPECT_TRUE(acknowledge(*text));
    }
    return all;
  }

  bool acknowledge(const std::string& text) { return spool_->acknowledge(out_ids_.at(text)); }

  void pass_ms(int64_t ms) {
    now_ms_ += ms;
    spool_->maintain(now_ms_);
  }

  LaneStats stats(Lane lane) const { return spool_->stats().lanes[static_cast<size_t>(lane)]; }

  /// Names of this lane's segments.
  std::vector<std::string> segments(const std::string& lane) const {
    std::vector<std::string> found;
    for (const auto& name : flash_.names()) {
      if (name.rfind(lane + "-", 0) == 0) found.push_back(name);
    }
    return found;
  }

  FakeFlash flash_;
  SpoolOptions options_;
  std::unique_ptr<Spool> spool_;
  int64_t now_ms_ = 0;
  std::map<std::string, RecordId> ids_, out_ids_;
};

/// A text of this many bytes that begins with a name.
inline std::string long_text(const std::string& name, size_t bytes) {
  return name + std::string(bytes - name.size(), '.');
}

}  // namespace cradlewatch
