package dev.cradlewatch.jobs.bench.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cradlewatch.jobs.synth.SoundShelf;
import dev.cradlewatch.operators.device.WindowReason;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MonitorNightTest {
    private static final int SECONDS = 600;

    @Test
    void aFleetStreamsAboutAnEighthOfWhatIsNoCryAndEverySecondBabyCriesOnce() {
        var nights = nights();

        var streamed =
                nights.stream().mapToLong(night -> night.gate().streamed()).sum();
        var crying = nights.stream()
                .flatMap(night -> night.cry().stream())
                .mapToInt(cry -> cry.until() - cry.from())
                .sum();
        var other = nights.size() * SECONDS - crying;
        assertThat((double) (streamed - crying) / other).isCloseTo(0.13, within(0.005));
        assertThat(nights).filteredOn(night -> night.cry().isPresent()).hasSize(nights.size() / 2);
    }

    @Test
    void eachSecondOfACryIsStreamedWithOneBeforeIt() {
        for (var night : nights()) {
            night.cry().ifPresent(cry -> assertThat(night.gate().seconds().subList(cry.from(), cry.until()))
                    .hasSizeBetween(30, 60)
                    .allMatch(second -> second.reason().equals(Optional.of(WindowReason.DETECTION))));
            night.cry().ifPresent(cry -> assertThat(
                            night.gate().seconds().get(cry.from() - 1).reason())
                    .isPresent());
        }
    }

    @Test
    void theSameMonitorHearsTheSameForAsLongAsItIsPlayed() throws Exception {
        var shelf = new SoundShelf();
        try (var once = MonitorNight.of(4, SECONDS).recording(shelf).audio().open();
                var again = MonitorNight.of(4, SECONDS).recording(shelf).audio().open()) {
            for (var second = 0; second < SECONDS; second++) {
                assertThat(once.next().orElseThrow()).isEqualTo(again.next().orElseThrow());
            }
            assertThat(once.next()).isEmpty();
        }
    }

    private static List<MonitorNight> nights() {
        return IntStream.range(0, 500)
                .mapToObj(number -> MonitorNight.of(number, SECONDS))
                .toList();
    }
}
