// Ten minutes without a broker, for the whole program.
#include "agent/whole_agent.h"

namespace cradlewatch {
namespace {

class AgentOutageTest : public WholeAgentTest {
 protected:
  AgentOutageTest() : WholeAgentTest(kBefore + kAway + kAfter) {}
  static constexpr int kBefore = 60, kAway = 600, kAfter = 60;
};

TEST_F(AgentOutageTest, AfterTenMinutesWithoutABrokerEveryRecordArrivesInOrder) {
  const Arrivals arrivals(broker_);
  // Ten minutes in 12 s: longer than a hand-over lasts, so that records fail and are tried again.
  start(0, "speed = 50.0\n");
  ASSERT_TRUE(comes([&] { return captured() >= kBefore; })) << complaints();
  broker_.cut_off_producers(true);
  ASSERT_TRUE(comes([&] { return captured() >= kBefore + 10; })) << complaints();
  const size_t before = arrivals.of("audio.windows").size() + arrivals.of("device.events").size();
  ASSERT_TRUE(comes([&] { return captured() >= kBefore + kAway; })) << complaints();
  EXPECT_EQ(arrivals.of("audio.windows").size() + arrivals.of("device.events").size(), before)
      << "it was not away";
  broker_.slow_producers(1000, 20);
  broker_.cut_off_producers(false);
  expect_end(0, arrivals);
  expect_sound(arrivals, {seconds_}, 0);
  expect_events(arrivals, {seconds_});
}

}  // namespace
}  // namespace cradlewatch
