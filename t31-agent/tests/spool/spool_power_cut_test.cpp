// Cuts the power of a spool's flash at random changes, some in the middle of a write, and looks at what the
// next start hands out. A shared store lives through many cuts.
#include <stdio.h>
#include <unistd.h>

#include <random>

#include "spool/spool_fixture.h"

namespace cradlewatch {
namespace {

struct Known {
  std::string text;
  uint64_t made = 0;
  bool is_on_disk = false;
  /// -1 while it waits.
  int64_t acknowledged_ms = -1;
};

class SpoolPowerCutTest : public SpoolFixture {
 protected:
  using Key = std::pair<uint64_t, uint64_t>;

  ~SpoolPowerCutTest() override { fclose(picture_); }

  uint32_t draw(uint32_t below) { return static_cast<uint32_t>(random_() % below); }
  std::map<Key, Known>& known(Lane lane) { return known_[static_cast<size_t>(lane)]; }

  void note(const Appended& appended, const std::string& text) {
    if (appended.kept == Kept::kDropped) return;
    EXPECT_TRUE(
        used_.insert({{static_cast<size_t>(appended.id.lane), appended.id.epoch, appended.id.seq}, text})
            .second)
        << "number used twice: " << appended.id.seq;
    known(appended.id.lane)[{appended.id.epoch, appended.id.seq}] = {text, count_,
                                                                     appended.kept == Kept::kOnDisk, -1};
  }

  void append_something() {
    const Lane lane = static_cast<Lane>(draw(3));
    const size_t limit = lane == kEvents ? 180 : 380;
    const std::string text =
        long_text(std::to_string(count_++) + " ", 10 + draw(static_cast<uint32_t>(limit)));
    if (lane == kPictures && draw(2) == 0) {
      rewind(picture_);
      fwrite(text.data() + 5, 1, text.size() - 5, picture_);
      fflush(picture_);
      lseek(fileno(picture_), 0, SEEK_SET);
      note(spool_->append_picture(bytes_of(text.substr(0, 5)), fileno(picture_), text.size() - 5, now_ms_),
           text);
    } else {
      note(append(lane, text, draw(3) == 0 ? Durability::kSynced : Durability::kStaged), text);
    }
  }

  void hand_out_something(bool is_network_up) {
    const Lane lane = static_cast<Lane>(draw(3));
    for (uint32_t k = draw(6); k > 0; --k) {
      const auto text = next(lane);
      if (!text) break;
      out_.push_back(out_ids_.at(*text));
    }
    for (uint32_t k = draw(8); is_network_up && k > 0 && !out_.empty(); --k) {
      const size_t which = draw(2) == 0 ? 0 : draw(static_cast<uint32_t>(out_.size()));
      const RecordId id = out_[which];
      out_.erase(out_.begin() + static_cast<std::ptrdiff_t>(which));
      if (spool_->acknowledge(id)) known(id.lane).at({id.epoch, id.seq}).acknowledged_ms = now_ms_;
    }
  }

  void live(bool is_network_up) {
    for (int k = 0; k < 400 && flash_.changes_left > 0; ++k) {
      append_something();
      hand_out_something(is_network_up);
      if (draw(4) == 0) pass_ms(draw(700));
      if (draw(40) == 0) spool_->rewind(), out_.clear();
      if (draw(60) == 0 && spool_->flush(now_ms_)) {
        for (auto& lane : known_) {
          for (auto& [key, record] : lane) record.is_on_disk = true;
        }
      }
    }
  }

  /// What must not come again: it and all before it in its lane were acknowledged well before the cut.
  bool is_settled(Lane lane, const Known& settled) {
    for (const auto& [key, record] : known(lane)) {
      if (record.made > settled.made) continue;
      if (record.acknowledged_ms < 0 || now_ms_ - record.acknowledged_ms <= options_.meta_ms + 700)
        return false;
    }
    return true;
  }

  void look(bool may_drop) {
    for (const Lane lane : {kAudio, kPictures, kEvents}) {
      std::map<Key, std::string> found;
      std::vector<Known*> came_again;
      while (const auto text = next(lane)) {
        const RecordId id = out_ids_.at(*text);
        const Key key{id.epoch, id.seq};
        ASSERT_TRUE(found.insert({key, *text}).second) << "twice: " << *text;
        ASSERT_TRUE(known(lane).count(key)) << "never recorded, or long settled: " << *text;
        ASSERT_EQ(known(lane).at(key).text, *text);
        ASSERT_FALSE(is_settled(lane, known(lane).at(key))) << "sent again: " << *text;
        resent_ += known(lane).at(key).acknowledged_ms >= 0;
        came_again.push_back(&known(lane).at(key));
      }
      for (Known* record : came_again) record->acknowledged_ms = -1;
      for (auto record = known(lane).begin(); record != known(lane).end();) {
        const bool is_found = found.count(record->first) > 0;
        if (record->second.is_on_disk && record->second.acknowledged_ms < 0 && !is_found) {
          ASSERT_TRUE(may_drop) << "lost: " << record->second.text;
        }
        survived_ += is_found;
        record->second.is_on_disk = true;
        record = is_found ? std::next(record) : known(lane).erase(record);
      }
    }
    spool_->rewind();
    out_.clear();
  }

  void cut_many_times(int cuts, bool is_unordered, bool may_drop) {
    for (int k = 0; k < cuts; ++k) {
      if (k % 10 == 0) {
        spool_.reset();
        flash_.clear();
        for (auto& lane : known_) lane.clear();
      }
      if (draw(4) == 0) {
        flash_.changes_left = draw(12);
        open();
        flash_.changes_left = 0;
        spool_.reset();
        flash_.cut_power(random_, is_unordered);
      }
      open();
      if (HasFatalFailure()) return;
      look(may_drop);
      if (HasFatalFailure()) FAIL() << "after cut " << k;
      flash_.changes_left = draw(200);
      live(draw(3) > 0);
      flash_.changes_left = 0;
      spool_.reset();
      flash_.cut_power(random_, is_unordered);
    }
    // Else the test would have looked at nothing.
    EXPECT_GT(survived_, static_cast<uint64_t>(cuts));
    EXPECT_GT(resent_, 0U);
  }

  std::mt19937 random_{11};
  std::map<Key, Known> known_[kLanes];
  std::map<std::tuple<size_t, uint64_t, uint64_t>, std::string> used_;
  std::vector<RecordId> out_;
  FILE* picture_ = tmpfile();
  uint64_t count_ = 0, survived_ = 0, resent_ = 0;
};

TEST_F(SpoolPowerCutTest, LosesAndAltersNothingThatWasOnTheDisk) {
  options_.max_bytes = 800'000;
  options_.lanes[1].max_bytes = 0;
  options_.max_in_flight = 10'000;
  cut_many_times(500, false, false);
}

TEST_F(SpoolPowerCutTest, NotEvenOnADiskThatWritesInAnyOrder) {
  options_.max_bytes = 800'000;
  options_.lanes[1].max_bytes = 0;
  options_.max_in_flight = 10'000;
  cut_many_times(500, true, false);
}

TEST_F(SpoolPowerCutTest, AltersAndRepeatsNothingWhenTheDiskIsFullToo) {
  options_.max_in_flight = 10'000;
  cut_many_times(500, true, true);
}

}  // namespace
}  // namespace cradlewatch
