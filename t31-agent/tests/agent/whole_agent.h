#pragma once

#include <gtest/gtest.h>

#include <cstring>
#include <random>

#include "agent/agent_process.h"
#include "agent/arrivals.h"
#include "agent/listener.h"
#include "base/iso_time.h"
#include "config/agent_config.h"
#include "golden.h"
#include "temp_dir.h"

namespace cradlewatch {

/// Lets the program itself play a recording with mode "all" to a broker, once or in several lives, and
/// compares what arrived with what was recorded.
class WholeAgentTest : public ::testing::Test {
 protected:
  static constexpr int64_t kStartUs = 1'772'330'400'000'000;  // 2026-03-01T02:00:00Z
  /// Each life plays the recording from its begin, at a time of its own.
  static constexpr int64_t kLifeUs = 200'000 * kWindowUs;
  static constexpr uint64_t kOnset = 2, kOffset = 3, kFault = 4;
  static constexpr int kPatienceMs = 60'000;
  /// Windows that were read and wait to be heard: the ring's eight, one in the hands of capture and one of
  /// the worker.
  static constexpr int kUnheard = 8 + 2;

  explicit WholeAgentTest(int seconds) : seconds_(seconds) {
    std::filesystem::create_directory(folder_.file("pictures"));
    std::ofstream recording(recording_, std::ios::binary);
    for (int second = 0; second < seconds; ++second) recording << sound_of(second);
  }

  /// Noise of a loudness of its own each second, so that the model's scores go up and down.
  static std::string sound_of(int second) {
    std::mt19937 random(static_cast<uint32_t>(second));
    const uint32_t loudness = 1U << (4 + random() % 11);
    std::string bytes(sizeof(AudioWindow::pcm), '\0');
    for (size_t k = 0; k < bytes.size(); k += 2) {
      const auto sample = static_cast<int16_t>(random() % (2 * loudness) - loudness);
      std::memcpy(&bytes[k], &sample, sizeof(sample));
    }
    return bytes;
  }

  void start(int life, const std::string& audio) {
    const std::string start = iso_time(kStartUs + life * kLifeUs).text;
    folder_.write("agent.toml",
                  "[device]\nid = \"d42\"\nkey = \"" + std::string(AGENT_GOLDEN) + "/device.pem\"\n" +
                      "[model]\npath = \"" + AGENT_TEST_DATA + "/cry_tiny_random.bin\"\n" +
                      "[kafka]\nbrokers = \"" + broker_.brokers() + "\"\nqueue_kb = 128\n" +
                      "[gate]\nmode = \"all\"\non = 0.5\noff = 0.5\nsmoothing_windows = 1\n" +
                      "[spool]\nmax_mb = 512\n[pictures]\ndir = \"pictures\"\n" +
                      "[audio]\nsource = \"pcm\"\npath = \"night.raw\"\nstart = \"" + start + "\"\n" + audio);
    agent_ = AgentProcess({"--config", folder_.file("agent.toml"), "--log-level", "warn"},
                          folder_.file("out"), folder_.file("err"));
  }
  /// Seconds of the recording that were read.
  int captured() const {
    const auto bytes = agent_.bytes_read(recording_);
    return bytes ? static_cast<int>(*bytes / static_cast<int64_t>(sizeof(AudioWindow::pcm))) : 0;
  }
  std::string complaints() const { return read_text(folder_.file("err")); }

  template <typename Condition>
  static bool comes(const Condition& condition) {
    for (int waited = 0; waited < kPatienceMs; waited += 2) {
      if (condition()) return true;
      PacingClock::system().sleep_us(2000);
    }
    return false;
  }

  /// The agent has ended by itself, and the end of this life's recording is with the reader.
  void expect_end(int life, const Arrivals& arrivals) {
    ASSERT_EQ(agent_.ended(), 0) << complaints();
    const std::string summary = read_text(folder_.file("out"));
    EXPECT_NE(summary.find("\"dropped\": 0, \"waiting\": 0}"), std::string::npos) << summary;
    const int64_t end_us = kStartUs + life * kLifeUs + (seconds_ - 1) * kWindowUs;
    ASSERT_TRUE(comes([&] {
      const auto windows = arrivals.of("audio.windows");
      return !windows.empty() && windows.back().at_us == end_us;
    }));
  }

  struct Edge {
    int second;
    uint64_t kind;
  };

  /// What the gate makes of the recording, heard in this process.
  std::vector<Edge> edges_of_the_recording() const {
    struct Edges : Streams {
      void streamed(const AudioWindow&, float, Gate::Reason) override {}
      void edge(Gate::Edge edge, int64_t at_us, float) override {
        found.push_back({static_cast<int>(at_us / kWindowUs), edge == Gate::Edge::kOnset ? kOnset : kOffset});
      }
      std::vector<Edge> found;
    } edges;
    const AgentConfig config = load_config(folder_.file("agent.toml")).config;
    Scorer scorer(std::move(TinyModel::load(config.model_path).value()));
    const auto gate = std::move(Gate::create(config.gate).value());
    Listener listener(scorer, *gate, true, edges);
    const auto window = std::make_unique<AudioWindow>();
    for (int second = 0; second < seconds_; ++second) {
      window->start_us = second * kWindowUs;
      std::memcpy(window->pcm.data(), sound_of(second).data(), sizeof(window->pcm));
      listener.hear(*window);
    }
    return edges.found;
  }

  /// By life, all of one epoch and in the order of their numbers.
  static std::vector<std::vector<Arrivals::Record>> by_life(const std::vector<Arrivals::Record>& records,
                                                            size_t count) {
    std::vector<std::vector<Arrivals::Record>> lives(count);
    for (size_t k = 0; k < records.size(); ++k) {
      if (k > 0) {
        EXPECT_EQ(records[k].epoch, records[k - 1].epoch);
        EXPECT_GT(records[k].seq, records[k - 1].seq) << "out of order";
      }
      lives.at(static_cast<size_t>((records[k].at_us - kStartUs) / kLifeUs)).push_back(records[k]);
    }
    return lives;
  }

  /// What came of a life begins with its first second, has no gap, is what was recorded, and misses at most
  /// the last most_lost of what it had read when it ended; all of the last life. Returns the most that one
  /// missed.
  int expect_sound(const Arrivals& arrivals, const std::vector<int>& captured, int most_lost) const {
    const auto lives = by_life(arrivals.of("audio.windows"), captured.size());
    int lost = 0;
    for (size_t life = 0; life < lives.size(); ++life) {
      const int64_t begin_us = kStartUs + static_cast<int64_t>(life) * kLifeUs;
      int second = 0;
      for (const Arrivals::Record& window : lives[life]) {
        const bool follows = window.at_us == begin_us + second * kWindowUs;
        EXPECT_TRUE(follows) << "a gap in life " << life << " at second " << second;
        if (!follows) return lost;
        EXPECT_EQ(window.content_hash, std::hash<std::string>{}(sound_of(second))) << "another sound";
        ++second;
      }
      EXPECT_LE(captured[life] - second, life + 1 < lives.size() ? most_lost : 0) << "in life " << life;
      lost = std::max(lost, captured[life] - second);
    }
    return lost;
  }

  /// Onsets and offsets are on the disk before the next second is heard, heartbeats with them at the latest.
  void expect_events(const Arrivals& arrivals, const std::vector<int>& captured) const {
    const auto recorded = edges_of_the_recording();
    ASSERT_GT(recorded.size(), 30U);
    const auto lives = by_life(arrivals.of("device.events"), captured.size());
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
      const int heard = life + 1 < lives.size() ? captured[life] - kUnheard : seconds_;
      if (edges < recorded.size()) {
        EXPECT_GE(recorded[edges].second, heard) << "an edge was lost in life " << life;
      }
    }
  }

  const int seconds_;
  MockBroker broker_;
  TempDir folder_;
  const std::string recording_ = folder_.file("night.raw");
  AgentProcess agent_;
};

}  // namespace cradlewatch
