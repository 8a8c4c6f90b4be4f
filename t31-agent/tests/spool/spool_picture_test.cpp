#include <stdio.h>
#include <unistd.h>

#include "spool/spool_fixture.h"

namespace cradlewatch {
namespace {

class SpoolPictureTest : public SpoolFixture {
 protected:
  SpoolPictureTest() {
    options_.max_bytes = 100'000;
    options_.lanes[1] = {40'000, 1, 0, 90'000};
    for (size_t k = 0; k < picture_.size(); ++k) picture_[k] = static_cast<char>(k * 7919 >> 5);
    fwrite(picture_.data(), 1, picture_.size(), file_);
    fflush(file_);
  }
  ~SpoolPictureTest() override { fclose(file_); }

  Appended append_picture(size_t bytes) {
    lseek(fileno(file_), 0, SEEK_SET);
    return spool_->append_picture(bytes_of("head:"), fileno(file_), bytes, now_ms_);
  }

  std::string picture_ = std::string(30'000, '\0');
  FILE* file_ = tmpfile();
};

TEST_F(SpoolPictureTest, ComesOutAsHeadAndFile) {
  open();
  const Appended appended = append_picture(picture_.size());
  EXPECT_EQ(appended.kept, Kept::kOnDisk);
  kill(), open();
  std::string buffer(40'000, '\0');
  const HandedOut out = spool_->next(kPictures, reinterpret_cast<uint8_t*>(buffer.data()), buffer.size());
  ASSERT_EQ(out.status, HandedOut::Status::kRecord);
  EXPECT_EQ(buffer.substr(0, out.size), "head:" + picture_);
  EXPECT_EQ(out.id, appended.id);
  EXPECT_TRUE(spool_->acknowledge(out.id));
  EXPECT_TRUE(segments("pictures").empty());
}

TEST_F(SpoolPictureTest, AFileThatEndsEarlyIsDroppedAndLeavesNothing) {
  open();
  EXPECT_EQ(append_picture(picture_.size() + 1).kept, Kept::kDropped);
  EXPECT_EQ(flash_.names(), std::vector<std::string>{"meta"});
  EXPECT_EQ(stats(kPictures).dropped, 1U);
  EXPECT_EQ(spool_->stats().disk_error, 0);
}

TEST_F(SpoolPictureTest, TheOldestMakesRoom) {
  open();
  RecordId ids[4];
  for (RecordId& id : ids) id = append_picture(picture_.size()).id;
  EXPECT_EQ(stats(kPictures).dropped, 2U);
  std::vector<uint8_t> buffer(40'000);
  EXPECT_EQ(spool_->next(kPictures, buffer.data(), buffer.size()).id, ids[2]);
  EXPECT_EQ(spool_->next(kPictures, buffer.data(), buffer.size()).id, ids[3]);
}

TEST_F(SpoolPictureTest, ADiskThatFailsMidwayLeavesNothing) {
  open();
  flash_.capacity = 10'000;
  EXPECT_EQ(append_picture(picture_.size()).kept, Kept::kDropped);
  EXPECT_EQ(flash_.names(), std::vector<std::string>{"meta"});
  EXPECT_EQ(spool_->stats().disk_error, ENOSPC);
  flash_.capacity = ~size_t{0};
  pass_ms(1000);
  EXPECT_EQ(append_picture(picture_.size()).kept, Kept::kOnDisk);
}

TEST_F(SpoolPictureTest, TooLargeIsRefused) {
  open();
  EXPECT_EQ(append_picture(39'996).kept, Kept::kDropped);
  EXPECT_EQ(stats(kPictures).dropped, 1U);
}

}  // namespace
}  // namespace cradlewatch
