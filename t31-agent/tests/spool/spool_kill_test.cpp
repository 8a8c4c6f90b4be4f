// Kills a process that appends to a spool on a real disk, at random points, and compares what is there
// afterwards with what the process had said.
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <map>
#include <random>
#include <set>
#include <string>

#include "spool/spool_fixture.h"
#include "temp_dir.h"

namespace cradlewatch {
namespace {

constexpr size_t kBodyBytes = 600;

/// What the process says after each append and acknowledgement; smaller than PIPE_BUF, so whole or not at
/// all.
struct Told {
  RecordId id;
  Kept kept;
  bool is_acknowledgement;
};

/// The record's bytes follow from its number in the process and the round.
std::string body_of(uint32_t round, uint32_t count) {
  std::string body = std::to_string(round) + "/" + std::to_string(count) + " ";
  while (body.size() < kBodyBytes) body += static_cast<char>(body.size() * (count + 7) >> 3);
  return body;
}

SpoolOptions options_for(const std::string& path) {
  SpoolOptions options;
  options.path = path;
  options.max_bytes = 4U << 20;
  options.lanes[1].max_record_bytes = 4096;
  options.lanes[0].segment_bytes = options.lanes[2].segment_bytes = 4096;
  options.lanes[0].stage_bytes = 36'000;
  options.stage_ms = 20;
  options.sync_ms = 20;
  options.meta_ms = 50;
  options.max_in_flight = 65'536;
  return options;
}

[[noreturn]] void append_until_killed(const std::string& path, uint32_t round, int pipe) {
  auto opened = Spool::open(options_for(path));
  if (!opened) _exit(1);
  Spool& spool = *opened.value();
  std::mt19937 random(round);
  std::vector<uint8_t> buffer(65'536);
  for (uint32_t count = 0;; ++count) {
    const Lane lane = random() % 2 == 0 ? Lane::kAudio : Lane::kEvents;
    const std::string body = body_of(round, count);
    const Durability durability = random() % 8 == 0 ? Durability::kSynced : Durability::kStaged;
    const Appended appended = spool.append(lane, bytes_of(body), {}, durability, count);
    const Told told{appended.id, appended.kept, false};
    if (write(pipe, &told, sizeof(told)) != sizeof(told)) _exit(2);
    if (random() % 3 == 0) {
      const HandedOut out = spool.next(lane, buffer.data(), buffer.size());
      if (out.status == HandedOut::Status::kRecord && random() % 2 == 0) {
        const Told acknowledged{out.id, Kept::kOnDisk, true};
        if (write(pipe, &acknowledged, sizeof(told)) != sizeof(told)) _exit(2);
        spool.acknowledge(out.id);
      }
    }
    spool.maintain(count);
  }
}

using Key = std::tuple<Lane, uint64_t, uint64_t>;
Key key_of(const RecordId& id) { return {id.lane, id.epoch, id.seq}; }

class SpoolKillTest : public ::testing::Test {
 protected:
  /// Lets a process append, and kills it after it has said so many things.
  void run_and_kill(uint32_t round, uint32_t after) {
    int ends[2];
    ASSERT_EQ(pipe(ends), 0);
    const pid_t child = fork();
    if (child == 0) {
      close(ends[0]);
      append_until_killed(path_, round, ends[1]);
    }
    close(ends[1]);
    Told told{};
    uint32_t count = 0;
    for (uint32_t k = 0; read(ends[0], &told, sizeof(told)) == sizeof(told); ++k) {
      if (k == after) kill(child, SIGKILL);
      if (told.is_acknowledgement) {
        must_come_.erase(key_of(told.id));
        continue;
      }
      ASSERT_TRUE(recorded_.insert({key_of(told.id), body_of(round, count++)}).second) << "number used twice";
      if (told.kept == Kept::kOnDisk) must_come_.insert(key_of(told.id));
    }
    close(ends[0]);
    int status = 0;
    waitpid(child, &status, 0);
    ASSERT_TRUE(WIFSIGNALED(status)) << "exit code " << WEXITSTATUS(status);
    // The last append may be done and not told.
    unsaid_ = body_of(round, count);
  }

  void look_and_acknowledge_all() {
    auto opened = Spool::open(options_for(path_));
    ASSERT_TRUE(opened) << opened.error().message;
    Spool& spool = *opened.value();
    std::vector<uint8_t> buffer(65'536);
    for (const Lane lane : {Lane::kAudio, Lane::kEvents}) {
      HandedOut out;
      while ((out = spool.next(lane, buffer.data(), buffer.size())).status == HandedOut::Status::kRecord) {
        const std::string body(buffer.begin(), buffer.begin() + static_cast<std::ptrdiff_t>(out.size));
        const auto recorded = recorded_.find(key_of(out.id));
        if (recorded == recorded_.end()) {
          EXPECT_EQ(body, unsaid_);
        } else {
          EXPECT_EQ(body, recorded->second);
        }
        came_ += must_come_.erase(key_of(out.id));
        EXPECT_TRUE(spool.acknowledge(out.id));
      }
    }
    EXPECT_TRUE(must_come_.empty()) << must_come_.size() << " records lost";
    EXPECT_EQ(spool.stats().damaged, 0U);
  }

  TempDir folder_;
  std::string path_ = folder_.file("spool");
  std::map<Key, std::string> recorded_;
  std::set<Key> must_come_;
  std::string unsaid_;
  uint64_t came_ = 0;
};

TEST_F(SpoolKillTest, WhatWasStoredComesOutAfterAKillAtAnyPoint) {
  std::mt19937 random(5);
  for (uint32_t round = 0; round < 50; ++round) {
    run_and_kill(round, static_cast<uint32_t>(random() % 60));
    if (HasFatalFailure()) return;
    look_and_acknowledge_all();
    if (HasFailure()) FAIL() << "in round " << round;
  }
  EXPECT_GT(came_, 50U);
}

TEST_F(SpoolKillTest, AFolderServesOneProcess) {
  auto first = Spool::open(options_for(path_));
  ASSERT_TRUE(first);
  const auto second = Spool::open(options_for(path_));
  ASSERT_FALSE(second);
  EXPECT_EQ(
      second.error().message,
      "spool folder " + path_ + ": in use by another process (give each agent a spool.path of its own)");
}

TEST_F(SpoolKillTest, NamesAFolderThatCannotBe) {
  for (const std::string& path : {folder_.file("no/such"), folder_.write("file", "text")}) {
    const auto opened = Spool::open(options_for(path));
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().message.rfind("spool folder " + path + ": ", 0), 0U) << opened.error().message;
    EXPECT_NE(opened.error().message.find("(set spool.path to a folder that can be written)"),
              std::string::npos);
  }
}

}  // namespace
}  // namespace cradlewatch
