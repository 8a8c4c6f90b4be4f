#include "capture/pcm_source.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <thread>

#include "capture/wav_builder.h"
#include "temp_dir.h"

namespace cradlewatch {
namespace {

using Status = AudioSource::Status;

void write_all(int fd, const std::string& bytes) {
  for (size_t done = 0; done < bytes.size();) {
    const ssize_t written = write(fd, bytes.data() + done, bytes.size() - done);
    ASSERT_GT(written, 0);
    done += static_cast<size_t>(written);
  }
}

TEST(PcmSourceTest, ReadsAFileToItsEnd) {
  TempDir dir;
  auto source = PcmSource::open(dir.write("sound.pcm", ramp(16000, -3) + ramp(9000) + "x"), nullptr);
  ASSERT_TRUE(source);
  EXPECT_TRUE(source.value()->is_regular_file());
  AudioWindow window{};
  ASSERT_EQ(source.value()->read(window), Status::kOk);
  EXPECT_EQ(window.pcm[0], -3);
  EXPECT_EQ(window.pcm[15999], 15996);
  ASSERT_EQ(source.value()->read(window), Status::kOk);
  EXPECT_EQ(window.pcm[8999], 8999);
  EXPECT_EQ(window.pcm[9000], 0);
  EXPECT_EQ(source.value()->read(window), Status::kEnd);
}

TEST(PcmSourceTest, WaitsAtAFifoForTheNextWriterAndDropsWhatTheLastOneLeft) {
  TempDir dir;
  const std::string path = dir.file("fifo");
  ASSERT_EQ(mkfifo(path.c_str(), 0600), 0);
  auto source = PcmSource::open(path, nullptr);
  ASSERT_TRUE(source);
  EXPECT_FALSE(source.value()->is_regular_file());
  AudioWindow first{}, second{};
  std::atomic<bool> has_first{false};
  std::thread reader([&] {
    EXPECT_EQ(source.value()->read(first), Status::kOk);
    has_first = true;
    EXPECT_EQ(source.value()->read(second), Status::kOk);
  });

  int helper = open(path.c_str(), O_WRONLY);
  write_all(helper, ramp(16000, 1) + ramp(100, 500));
  while (!has_first) std::this_thread::yield();
  EXPECT_FALSE(source.value()->is_without_writer());
  close(helper);
  while (!source.value()->is_without_writer()) std::this_thread::yield();
  helper = open(path.c_str(), O_WRONLY);
  write_all(helper, ramp(16000, 2));
  reader.join();
  close(helper);
  EXPECT_EQ(first.pcm[0], 1);
  EXPECT_EQ(second.pcm[0], 2);
}

TEST(PcmSourceTest, EndsWhenStopped) {
  TempDir dir;
  const std::string path = dir.file("fifo");
  ASSERT_EQ(mkfifo(path.c_str(), 0600), 0);
  std::atomic<bool> stop{false};
  auto source = PcmSource::open(path, &stop);
  ASSERT_TRUE(source);
  AudioWindow window{};
  Status status = Status::kOk;
  std::thread reader([&] { status = source.value()->read(window); });
  stop = true;
  reader.join();
  EXPECT_EQ(status, Status::kEnd);
}

TEST(PcmSourceTest, NamesWhatItCannotOpen) {
  TempDir dir;
  EXPECT_NE(PcmSource::open(dir.file("none"), nullptr).error().message.find("none: No such file"),
            std::string::npos);
  EXPECT_NE(PcmSource::open(dir.file(""), nullptr).error().message.find("is a folder"), std::string::npos);
}

}  // namespace
}  // namespace cradlewatch
