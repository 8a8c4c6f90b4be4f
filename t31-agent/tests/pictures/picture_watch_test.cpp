#include "pictures/picture_watch.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstring>
#include <filesystem>

#include "capture/fake_clock.h"
#include "memory_spool.h"
#include "temp_dir.h"

namespace cradlewatch {
namespace {

constexpr int kPatienceMs = 2000;
const std::string kJpeg = std::string("\xFF\xD8\xFF\xE0", 4) + "the picture";
const std::string kPng = std::string("\x89PNG\r\n\x1A\n", 8) + "the picture";

class PictureWatchTest : public ::testing::Test {
 protected:
  PictureWatchTest() { make(5'000'000); }

  /// A watch that scans at each step.
  void make(int64_t settled_us) {
    PictureWatch::Options options;
    options.dir = folder_.file("pictures");
    options.max_bytes = 1000;
    options.settled_us = settled_us;
    options.scan_every_us = 0;
    watch_ = std::make_unique<PictureWatch>(options, journal_);
    watch_->step(0);
  }
  std::string path(const std::string& name) const { return folder_.file("pictures/" + name); }
  void write(const std::string& name, const std::string& content) {
    folder_.write("pictures/" + name, content);
  }
  void write_at(const std::string& name, int64_t seconds) {
    write(name + ".tmp", kJpeg);
    const timespec time{seconds, 5000};
    const timespec times[2] = {time, time};
    utimensat(AT_FDCWD, path(name + ".tmp").c_str(), times, 0);
    std::filesystem::rename(path(name + ".tmp"), path(name));
  }
  bool is_there(const std::string& name) const { return std::filesystem::exists(path(name)); }

  std::vector<std::pair<PictureHead, std::string>> pictures() const {
    std::vector<std::pair<PictureHead, std::string>> all;
    for (const std::string& record : spool_.waiting(Lane::kPictures)) {
      PictureHead head;
      std::memcpy(&head, record.data(), sizeof(head));
      all.emplace_back(head, record.substr(sizeof(head)));
    }
    return all;
  }
  size_t faults() const { return spool_.waiting(Lane::kEvents).size(); }

  TempDir folder_;
  FakeClock time_;
  DeviceClock clock_{time_, 7};
  MemorySpool spool_;
  Wakeup wakeup_;
  Journal journal_{spool_, clock_, wakeup_};
  std::unique_ptr<PictureWatch> watch_;
};

TEST_F(PictureWatchTest, TakesAPictureOnceItWasClosed) {
  std::FILE* file = std::fopen(path("night-1.jpg").c_str(), "wb");
  std::fwrite(kJpeg.data(), 1, 5, file);
  std::fflush(file);
  watch_->step(0);
  EXPECT_EQ(pictures().size(), 0U);
  std::fwrite(kJpeg.data() + 5, 1, kJpeg.size() - 5, file);
  std::fclose(file);
  watch_->step(kPatienceMs);
  ASSERT_EQ(pictures().size(), 1U);
  EXPECT_EQ(pictures()[0].second, kJpeg);
  EXPECT_EQ(pictures()[0].first.kind, static_cast<uint8_t>(wire::ImageKind::kNight));
  EXPECT_EQ(pictures()[0].first.image_id.view().substr(0, 8), "night-1-");
  EXPECT_FALSE(is_there("night-1.jpg"));
}

TEST_F(PictureWatchTest, TakesAPictureThatWasRenamedIn) {
  write("day-1.png.tmp", kPng);
  watch_->step(0);
  EXPECT_EQ(pictures().size(), 0U);
  std::filesystem::rename(path("day-1.png.tmp"), path("day-1.png"));
  watch_->step(kPatienceMs);
  ASSERT_EQ(pictures().size(), 1U);
  EXPECT_EQ(pictures()[0].first.kind, static_cast<uint8_t>(wire::ImageKind::kDay));
}

TEST_F(PictureWatchTest, TheTimeOfThePictureIsThatOfItsFile) {
  write_at("night-1.jpg", 1'700'000'000);
  watch_->step(kPatienceMs);
  ASSERT_EQ(pictures().size(), 1U);
  EXPECT_EQ(pictures()[0].first.taken.at_us, 1'700'000'000'000'005);
}

TEST_F(PictureWatchTest, APictureOfTheSameNameIsAnother) {
  for (int k = 0; k < 2; ++k) {
    write_at("night-.jpg", 1'700'000'000 + k);
    watch_->step(kPatienceMs);
  }
  ASSERT_EQ(pictures().size(), 2U);
  EXPECT_NE(pictures()[0].first.image_id.view(), pictures()[1].first.image_id.view());
}

TEST_F(PictureWatchTest, FindsWhatLayThereBeforeOldestFirst) {
  watch_.reset();
  int64_t seconds = 1'700'000'000;
  for (const char* name : {"night-2.jpg", "day-1.jpg", "night-1.jpg", "other.jpg"}) write_at(name, seconds--);
  make(5'000'000);
  ASSERT_EQ(pictures().size(), 3U);
  EXPECT_EQ(pictures()[0].first.image_id.view().substr(0, 8), "night-1-");
  EXPECT_EQ(pictures()[1].first.image_id.view().substr(0, 6), "day-1-");
  EXPECT_EQ(pictures()[2].first.image_id.view().substr(0, 8), "night-2-");
  EXPECT_TRUE(is_there("other.jpg"));
}

TEST_F(PictureWatchTest, RefusesWhatIsTooLargeOrNoPictureAndTellsIt) {
  write("night-1.jpg", kJpeg + std::string(1000, ' '));
  write("night-2.jpg", "no picture");
  watch_->step(kPatienceMs);
  watch_->step(0);
  EXPECT_EQ(pictures().size(), 0U);
  EXPECT_TRUE(is_there("night-1.jpg.refused"));
  EXPECT_TRUE(is_there("night-2.jpg.refused"));
  EXPECT_FALSE(is_there("night-1.jpg"));
  EXPECT_EQ(faults(), 1U) << "one event a minute";
}

TEST_F(PictureWatchTest, APictureWithoutRoomInTheSpoolStaysAndIsTriedAgain) {
  spool_.is_full = true;
  make(0);
  write("night-1.jpg", kJpeg);
  watch_->step(kPatienceMs);
  EXPECT_TRUE(is_there("night-1.jpg"));
  spool_.is_full = false;
  watch_->step(0);
  EXPECT_EQ(pictures().size(), 1U);
  EXPECT_FALSE(is_there("night-1.jpg"));
}

TEST_F(PictureWatchTest, FollowsNoLinkOutOfTheFolder) {
  const std::string secret = folder_.write("secret", kJpeg);
  std::filesystem::create_symlink(secret, path("night-1.jpg"));
  make(0);
  std::filesystem::rename(path("night-1.jpg"), path("night-2.jpg"));
  watch_->step(kPatienceMs);
  EXPECT_EQ(pictures().size(), 0U);
  EXPECT_TRUE(std::filesystem::exists(secret));
}

TEST(PictureKindTest, TheNameTellsTheKind) {
  EXPECT_EQ(picture_kind("day-1.jpg"), wire::ImageKind::kDay);
  EXPECT_EQ(picture_kind("night-1.jpeg"), wire::ImageKind::kNight);
  EXPECT_EQ(picture_kind("night-1.png"), wire::ImageKind::kNight);
  for (const char* name : {"", ".jpg", "night-1.jpg.tmp", "Night-1.jpg", "dusk-1.jpg", "night-1.gif"}) {
    EXPECT_EQ(picture_kind(name), std::nullopt) << name;
  }
}

}  // namespace
}  // namespace cradlewatch
