// Kills the whole program again and again while it plays a recording to a broker that comes and goes, and
// starts it anew each time.
#include <cstdlib>
#include <iostream>

#include "agent/whole_agent.h"
#include "spool/spool.h"

namespace cradlewatch {
namespace {

/// What a kill may cost beside what was not heard: windows that the spool keeps in RAM for their
/// acknowledgement.
const int kStaged = static_cast<int>(SpoolOptions{}.lanes[0].stage_bytes / sizeof(AudioWindow::pcm));

int kills() {
  const char* wanted = std::getenv("AGENT_KILLS");
  return wanted == nullptr ? 40 : std::atoi(wanted);
}

class AgentKillTest : public WholeAgentTest {
 protected:
  AgentKillTest() : WholeAgentTest(200) {}

  /// The camera's program: writes, then renames in. The picture is old enough for a start to take it.
  void take_picture(int life) {
    const std::string written = folder_.write("picture.tmp", "\xFF\xD8\xFF picture " + std::to_string(life));
    std::filesystem::last_write_time(written,
                                     std::filesystem::file_time_type::clock::now() - std::chrono::minutes(1));
    std::filesystem::rename(written, folder_.file("pictures/night-" + std::to_string(life) + ".jpg"));
  }

  /// Plays until some point of the recording, or of the start, and kills.
  void live_and_die(int life) {
    broker_.cut_off_producers(random_() % 2 == 0);
    broker_.answer_after_ms(0);
    start(life, "speed = 1000.0\nat_end = \"stay\"\n");
    const int last = static_cast<int>(random_() % 80);
    const bool dies_young = random_() % 8 == 0;
    if (!dies_young) {
      ASSERT_TRUE(comes([&] { return captured() >= last / 2; })) << complaints();
    }
    take_picture(life);
    broker_.cut_off_producers(random_() % 2 == 0);
    if (!dies_young) {
      ASSERT_TRUE(comes([&] { return captured() >= last; })) << complaints();
    }
    // From now on what arrives is acknowledged too late for the agent to hear of it.
    broker_.answer_after_ms(100);
    PacingClock::system().sleep_us(random_() % (dies_young ? 100'000 : 10'000));
    // Frozen first, so that what it had read when it died is known.
    ASSERT_TRUE(agent_.freeze()) << complaints();
    captured_.push_back(captured());
    agent_.signal(SIGKILL);
    ASSERT_EQ(agent_.ended(), -SIGKILL);
  }

  std::mt19937 random_{7};
  /// Seconds of the recording that each life had read.
  std::vector<int> captured_;
};

TEST_F(AgentKillTest, WhatWasRecordedArrivesInOrderWhereverTheAgentIsKilled) {
  const Arrivals arrivals(broker_);
  for (int life = 0; life < kills(); ++life) {
    live_and_die(life);
    if (HasFatalFailure()) FAIL() << "in life " << life;
  }
  // The last life plays to the end, and all that the others left is delivered.
  broker_.cut_off_producers(false);
  broker_.answer_after_ms(0);
  start(kills(), "realtime = false\n");
  captured_.push_back(seconds_);
  expect_end(kills(), arrivals);
  EXPECT_TRUE(comes([&] { return arrivals.of("night.images").size() == static_cast<size_t>(kills()); }));
  const int lost = expect_sound(arrivals, captured_, kUnheard + kStaged);
  expect_events(arrivals, captured_);
  EXPECT_GT(arrivals.repeats(), 0U) << "no kill came between a record's arrival and its acknowledgement";
  std::cout << kills() << " kills, most windows that one cost: " << lost << "\n";
}

}  // namespace
}  // namespace cradlewatch
