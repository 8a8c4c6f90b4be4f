// Kills the whole program again and again while it plays a recording to a broker that comes and goes, starts
// it anew each time, and at the end compares what arrived with what was recorded.
#include <gtest/gtest.h>

#include <cstdlib>
#include <iostream>
#include <random>

#include "agent/agent_process.h"
#include "agent/arrivals.h"
#include "agent/listener.h"
#include "base/iso_time.h"
#include "config/agent_config.h"
#include "golden.h"
#include "spool/spool.h"
#include "temp_dir.h"

namespace cradlewatch {
namespace {

constexpr int64_t kStartUs = 1'772'330'400'000'000;  // 2026-03-01T02:00:00Z
/// Each life plays the recording from its begin, at a time of its own.
constexpr int kSeconds = 200;
constexpr int64_t kLifeUs = 200'000 * kWindowUs;
constexpr uint64_t kOnset = 2, kOffset = 3, kFault = 4;
constexpr int kPatienceMs = 60'000;

/// What a kill may cost: windows that were read and wait to be heard (the ring's eight, one in the hands of
/// capture and one of the worker), and those that the spool keeps in RAM for their acknowledgement.
constexpr int kUnheard = 8 + 2;
const int kStaged = static_cast<int>(SpoolOptions{}.lanes[0].stage_bytes / sizeof(AudioWindow::pcm));

int kills() {
  const char* wanted = std::getenv("AGENT_KILLS");
  return wanted == nullptr ? 40 : std::atoi(wanted);
}

/// Noise of a loudness of its own each second, so that the model's scores go up and down.
std::string noise() {
  std::string bytes;
  std::mt19937 random(1);
  for (int second = 0; second < kSeconds; ++second) {
    const uint32_t loudness = 1U << (4 + random() % 11);
    for (int k = 0; k < kWindowSamples; ++k) {
      const auto sample = static_cast<int16_t>(random() % (2 * loudness) - loudness);
      bytes.append(reinterpret_cast<const char*>(&sample), sizeof(sample));
    }
  }
  return bytes;
}

struct EdgesHeard : Streams {
  struct Edge {
    int second;
    uint64_t kind;
  };
  void streamed(const AudioWindow&, float, Gate::Reason) override {}
  void edge(Gate::Edge edge, int64_t at_us, float) override {
    edges.push_back({static_cast<int>(at_us / kWindowUs), edge == Gate::Edge::kOnset ? kOnset : kOffset});
  }
  std::vector<Edge> edges;
};

class AgentKillTest : public ::testing::Test {
 protected:
  AgentKillTest() {
    std::filesystem::create_directory(pictures_);
    write_config(0, "");
  }

  void write_config(int64_t life, const std::string& more) {
    folder_.write("agent.toml", "[device]\nid = \"d42\"\nkey = \"" + std::string(AGENT_GOLDEN) +
                                    "/device.pem\"\n" + "[model]\npath = \"" + AGENT_TEST_DATA +
                                    "/cry_tiny_random.bin\"\n" + "[kafka]\nbrokers = \"" + broker_.brokers() +
                                    "\"\n" +
                                    "[gate]\nmode = \"all\"\non = 0.6\noff = 0.5\nsmoothing_windows = 1\n" +
                                    "[spool]\nmax_mb = 512\n[pictures]\ndir = \"pictures\"\n" +
                                    "[audio]\nsource = \"pcm\"\npath = \"night.raw\"\nstart = \"" +
                                    iso_time(kStartUs + life * kLifeUs).text + "\"\n" + more);
  }

  void start(int64_t life, const std::string& more) {
    write_config(life, more);
    agent_ = AgentProcess({"--config", folder_.file("agent.toml"), "--log-level", "warn"},
                          folder_.file("out"), folder_.file("err"));
  }
  int captured() const {
    const auto bytes = agent_.bytes_read(recording_);
    return bytes ? static_cast<int>(*bytes / static_cast<int64_t>(sizeof(AudioWindow::pcm))) : 0;
  }
  template <typename Condition>
  static bool comes(const Condition& condition) {
    for (int waited = 0; waited < kPatienceMs; waited += 2) {
      if (condition()) return true;
      PacingClock::system().sleep_us(2000);
    }
    return false;
  }

  /// The camera's program: writes, then renames in. The picture is old enough for a start to take it.
  void take_picture(int life) {
    const std::string written = folder_.write("picture.tmp", picture(life));
    std::filesystem::last_write_time(written,
                                     std::filesystem::file_time_type::clock::now() - std::chrono::minutes(1));
    std::filesystem::rename(written, pictures_ + "/night-" + std::to_string(life) + ".jpg");
  }
  static std::string picture(int life) { return "\xFF\xD8\xFF picture " + std::to_string(life); }

  /// Plays until some point of the recording, or of the start, and kills.
  void live_and_die(int life) {
    broker_.cut_off_producers(random_() % 2 == 0);
    broker_.answer_after_ms(0);
    start(life, "speed = 1000.0\nat_end = \"stay\"\n");
    const int last = static_cast<int>(random_() % 80);
    const bool dies_young = random_() % 8 == 0;
    if (!dies_young) {
      ASSERT_TRUE(comes([&] { return captured() >= last / 2; })) << read_text(folder_.file("err"));
    }
    take_picture(life);
    broker_.cut_off_producers(random_() % 2 == 0);
    if (!dies_young) {
      ASSERT_TRUE(comes([&] { return captured() >= last; })) << read_text(folder_.file("err"));
    }
    // From now on what arrives is acknowledged too late for the agent to hear of it.
    broker_.answer_after_ms(100);
    PacingClock::system().sleep_us(random_() % (dies_young ? 100'000 : 10'000));
    // Frozen first, so that what it had heard when it died is known.
    ASSERT_TRUE(agent_.freeze()) << read_text(folder_.file("err"));
    captured_.push_back(captured());
    agent_.signal(SIGKILL);
    ASSERT_EQ(agent_.ended(), -SIGKILL);
  }

  /// The last life plays to the end, and all that the others left is delivered.
  void live_to_the_end(int life) {
    broker_.cut_off_producers(false);
    broker_.answer_after_ms(0);
    start(life, "realtime = false\n");
    ASSERT_EQ(agent_.ended(), 0) << read_text(folder_.file("err"));
    const std::string summary = read_text(folder_.file("out"));
    EXPECT_NE(summary.find("\"dropped\": 0, \"waiting\": 0}"), std::string::npos) << summary;
    captured_.push_back(kSeconds);
  }

  std::vector<EdgesHeard::Edge> edges_of_the_recording() const {
    const AgentConfig config = load_config(folder_.file("agent.toml")).config;
    Scorer scorer(std::move(TinyModel::load(config.model_path).value()));
    const auto gate = std::move(Gate::create(config.gate).value());
    EdgesHeard found;
    Listener listener(scorer, *gate, true, found);
    const auto window = std::make_unique<AudioWindow>();
    for (int second = 0; second < kSeconds; ++second) {
      window->start_us = second * kWindowUs;
      std::memcpy(window->pcm.data(), &sound_[static_cast<size_t>(second) * sizeof(window->pcm)],
                  sizeof(window->pcm));
      listener.hear(*window);
    }
    return found.edges;
  }

  /// By life; the order of arrival must be that of the numbers.
  std::vector<std::vector<Arrivals::Record>> by_life(const std::vector<Arrivals::Record>& records) const {
    std::vector<std::vector<Arrivals::Record>> lives(captured_.size());
    for (size_t k = 0; k < records.size(); ++k) {
      if (k > 0) {
        EXPECT_EQ(records[k].epoch, records[k - 1].epoch);
        EXPECT_GT(records[k].seq, records[k - 1].seq) << "out of order";
      }
      lives.at(static_cast<size_t>((records[k].at_us - kStartUs) / kLifeUs)).push_back(records[k]);
    }
    return lives;
  }

  /// What came of a life begins with its first second, has no gap, and ends near its death.
  void expect_sound(const Arrivals& arrivals) const {
    const auto lives = by_life(arrivals.of("audio.windows"));
    int most_lost = 0;
    for (size_t life = 0; life < lives.size(); ++life) {
      for (size_t second = 0; second < lives[life].size(); ++second) {
        const Arrivals::Record& window = lives[life][second];
        const int64_t begin_us = kStartUs + static_cast<int64_t>(life) * kLifeUs;
        ASSERT_EQ(window.at_us, begin_us + static_cast<int64_t>(second) * kWindowUs)
            << "a gap in life " << life;
        const size_t bytes = sizeof(AudioWindow::pcm);
        ASSERT_EQ(window.content_hash, std::hash<std::string>{}(sound_.substr(second * bytes, bytes)));
      }
      const int lost = captured_[life] - static_cast<int>(lives[life].size());
      EXPECT_LE(lost, life + 1 < lives.size() ? kUnheard + kStaged : 0) << "in life " << life;
      most_lost = std::max(most_lost, lost);
    }
    std::cout << lives.size() - 1 << " kills, most windows lost by one: " << most_lost
              << ", records sent again: " << arrivals.repeats() << "\n";
  }

  /// Onsets and offsets are on the disk before the next second is heard, heartbeats with them at the latest.
  void expect_events(const Arrivals& arrivals) const {
    const auto recorded = edges_of_the_recording();
    ASSERT_GT(recorded.size(), 40U);
    const auto lives = by_life(arrivals.of("device.events"));
    for (size_t life = 0; life < lives.size(); ++life) {
      size_t edges = 0;
      for (size_t k = 0; k < lives[life].size(); ++k) {
        const Arrivals::Record& event = lives[life][k];
        ASSERT_EQ(event.seq, lives[life][0].seq + k) << "a gap in life " << life;
        ASSERT_NE(event.kind, kFault);
        if (event.kind != kOnset && event.kind != kOffset) continue;
        ASSERT_LT(edges, recorded.size());
        ASSERT_EQ(event.kind, recorded[edges].kind);
        ASSERT_EQ((event.at_us - kStartUs) % kLifeUs / kWindowUs, recorded[edges].second)
            << "in life " << life;
        ++edges;
      }
      const int heard = life + 1 < lives.size() ? captured_[life] - kUnheard : kSeconds;
      if (edges < recorded.size()) {
        EXPECT_GE(recorded[edges].second, heard) << "an edge was lost in life " << life;
      }
    }
  }

  const std::string sound_ = noise();
  MockBroker broker_;
  TempDir folder_;
  const std::string recording_ = folder_.write("night.raw", sound_);
  const std::string pictures_ = folder_.file("pictures");
  std::mt19937 random_{7};
  AgentProcess agent_;
  /// Seconds of the recording that each life had read.
  std::vector<int> captured_;
};

TEST_F(AgentKillTest, WhatWasRecordedArrivesInOrderWhereverTheAgentIsKilled) {
  const Arrivals arrivals(broker_);
  for (int life = 0; life < kills(); ++life) {
    live_and_die(life);
    if (HasFatalFailure()) FAIL() << "in life " << life;
  }
  live_to_the_end(kills());
  ASSERT_FALSE(HasFatalFailure());
  const auto end_us = kStartUs + kills() * kLifeUs + (kSeconds - 1) * kWindowUs;
  ASSERT_TRUE(comes([&] { return arrivals.of("audio.windows").back().at_us == end_us; }));
  EXPECT_TRUE(comes([&] { return arrivals.of("night.images").size() == static_cast<size_t>(kills()); }));
  expect_sound(arrivals);
  expect_events(arrivals);
  EXPECT_GT(arrivals.repeats(), 0U) << "no kill came between a record's arrival and its acknowledgement";
}

}  // namespace
}  // namespace cradlewatch
