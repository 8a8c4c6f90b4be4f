#include <gtest/gtest.h>

#include "agent/agent_process.h"
#include "agent/exit_code.h"
#include "capture/pacing_clock.h"
#include "capture/wav_builder.h"
#include "golden.h"
#include "temp_dir.h"

namespace cradlewatch {
namespace {

/// Runs the program itself.
class ProgramTest : public ::testing::Test {
 protected:
  ProgramTest() {
    std::filesystem::copy_file(std::string(AGENT_GOLDEN) + "/device.pem", folder_.file("device.pem"));
    std::filesystem::copy_file(std::string(AGENT_TEST_DATA) + "/cry_tiny_random.bin",
                               folder_.file("cry-tiny.bin"));
    folder_.write("night.wav", riff(chunk("fmt ", format_body()) + chunk("data", ramp(3 * 16'000))));
    configure("");
  }

  void configure(const std::string& more) {
    folder_.write("agent.toml",
                  "[device]\nid = \"d42\"\n[audio]\nsource = \"wav\"\npath = \"night.wav\"\n"
                  "[kafka]\nbrokers = \"127.0.0.1:1\"\n" +
                      more);
  }

  void start(const std::vector<std::string>& words) {
    agent_ = AgentProcess(words, folder_.file("out"), folder_.file("err"));
  }
  int ended() { return agent_.ended(); }
  int run(const std::vector<std::string>& words) {
    start(words);
    return ended();
  }
  std::string out() const { return read_text(folder_.file("out")); }
  std::string err() const { return read_text(folder_.file("err")); }
  std::string config() const { return folder_.file("agent.toml"); }

  TempDir folder_;
  AgentProcess agent_;
};

TEST_F(ProgramTest, ChecksAndPrintsTheConfiguration) {
  EXPECT_EQ(run({"--config", config(), "--check"}), kDone);
  EXPECT_NE(out().find("# key 14bd4ec958855a10, model cry-tiny random\n[device]\nid = \"d42\"\n"),
            std::string::npos)
      << out();
  EXPECT_FALSE(std::filesystem::exists(folder_.file("spool"))) << "a check opens nothing";
}

TEST_F(ProgramTest, TellsEveryWrongKeyAndExitsWithTwo) {
  configure("[gate]\non = 2\n[log]\nlevl = \"info\"\n");
  EXPECT_EQ(run({"--config", config()}), kWrongUsage);
  EXPECT_EQ(out(), "");
  EXPECT_NE(err().find("agent.toml:9: gate.on 2: expected over 0 to 1"), std::string::npos) << err();
  EXPECT_NE(err().find("did you mean log.level?"), std::string::npos) << err();
}

TEST_F(ProgramTest, ACheckFindsAKeyOrModelThatCannotBeUsed) {
  folder_.write("cry-tiny.bin", "no model");
  EXPECT_EQ(run({"--config", config(), "--check"}), kNoModel);
  folder_.write("device.pem", "no key");
  EXPECT_EQ(run({"--config", config(), "--check"}), kNoKey);
}

TEST_F(ProgramTest, StopsInOrderWhenToldTo) {
  const std::string beat = folder_.file("beat");
  for (const int number : {SIGTERM, SIGINT}) {
    start({"--config", config(), "--heartbeat-file", beat, "--log-level", "error"});
    while (!std::filesystem::exists(beat)) PacingClock::system().sleep_us(5000);
    std::filesystem::remove(beat);
    agent_.signal(SIGHUP);
    agent_.signal(number);
    EXPECT_EQ(ended(), kDone);
    EXPECT_EQ(out().rfind("{\"captured\": ", 0), 0U) << out();
    EXPECT_EQ(out().find("\"waiting\": 0"), std::string::npos)
        << "the first heartbeat waits for the broker: " << out();
  }
}

TEST_F(ProgramTest, TwoAgentsDoNotShareASpool) {
  const std::string beat = folder_.file("beat");
  start({"--config", config(), "--heartbeat-file", beat, "--log-level", "error"});
  while (!std::filesystem::exists(beat)) PacingClock::system().sleep_us(5000);
  AgentProcess first = std::move(agent_);
  EXPECT_EQ(run({"--config", config()}), kNoSpool);
  first.signal(SIGTERM);
  EXPECT_EQ(first.ended(), kDone);
}

TEST_F(ProgramTest, Benches) {
  EXPECT_EQ(run({"bench", "--model", folder_.file("cry-tiny.bin"), "--seconds", "2"}), kDone);
  EXPECT_EQ(out().rfind("{\"windows\": 2, \"features_us\": ", 0), 0U) << out();
  EXPECT_EQ(run({"bench", "--model", "/nowhere"}), kNoModel);
}

}  // namespace
}  // namespace cradlewatch
