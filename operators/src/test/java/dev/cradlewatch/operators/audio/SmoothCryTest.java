package dev.cradlewatch.operators.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cradlewatch.operators.Night;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SmoothCryTest {
    private final CryFilter filter = new CryFilter(0.001, 0.05, 1, 0.1, 4, 0, 2);
    private KeyedOneInputStreamOperatorTestHarness<String, ScoredWindow, CryLevel> harness;

    @BeforeEach
    void open() throws Exception {
        harness = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new SmoothCry(filter)),
                scored -> scored.window().device(),
                Types.STRING);
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void followsBayesRuleOverTheTwoStates() {
        var predicted = 0.2 * (1 - 0.05) + 0.8 * 0.001;
        var odds = predicted / (1 - predicted) * (0.5 / 0.5) / (0.1 / 0.9);

        assertThat(filter.updated(0.2, Duration.ofSeconds(1), 0.5)).isCloseTo(odds / (1 + odds), within(1e-9));
    }

    @Test
    void risesWithACryAndFallsAfterIt() throws Exception {
        hear(0, 0.02, 0.02, 0.97, 0.97, 0.97, 0.97);
        assertThat(posteriors().get(1)).isLessThan(0.05);
        assertThat(posteriors().get(4)).isGreaterThan(0.95);

        hear(6, 0.02, 0.02, 0.02, 0.02);
        assertThat(posteriors().get(9)).isLessThan(0.05);
    }

    @Test
    void aLoneLoudSecondIsNotYetACry() throws Exception {
        hear(0, 0.02, 0.9, 0.02);
        assertThat(posteriors()).allMatch(posterior -> posterior < 0.7);
    }

    @Test
    void whatIsNearlySureRisesAtOnceAndWhatIsDoubtfulMustLast() {
        var steep = new CryFilter(0.001, 0.05, 0.4, 0.1, 6, 1.2, 2);
        assertThat(after(steep, 2, 0.995)).isGreaterThan(0.95);
        assertThat(after(steep, 2, 0.8)).isLessThan(0.5);
        assertThat(after(steep, 10, 0.8)).isGreaterThan(0.95);
    }

    @Test
    void forgetsWhileNothingIsStreamed() throws Exception {
        hear(0, 0.97, 0.97, 0.97, 0.97);
        hear(604, 0.1);
        assertThat(posteriors().get(4)).isCloseTo(filter.prior(), within(1e-3));
    }

    @Test
    void whatAGateHeldBackWasQuietAndWhatWasLostIsUnknown() throws Exception {
        hear(0, 0.02, 0.02);
        harness.processElement(Night.scoredAt("crib", 2, 302, 0.6), 0);
        harness.processElement(Night.scoredAt("other", 1, 1, 0.02), 0);
        harness.processElement(Night.scoredAt("other", 301, 302, 0.6), 0);

        var afterThePause = posteriors().get(2);
        var afterTheLoss = posteriors().get(4);
        assertThat(afterThePause).isLessThan(afterTheLoss / 3);
    }

    @Test
    void aWindowAfterItsTurnMovesNothing() throws Exception {
        hear(5, 0.5);
        hear(3, 0.99);
        assertThat(posteriors()).hasSize(1);
    }

    private static double after(CryFilter filter, int windows, double probability) {
        var posterior = filter.prior();
        for (var i = 0; i < windows; i++) {
            posterior = filter.updated(posterior, Duration.ofSeconds(1), probability);
        }
        return posterior;
    }

    private void hear(long firstSeq, double... probabilities) throws Exception {
        for (var i = 0; i < probabilities.length; i++) {
            harness.processElement(Night.scored("crib", firstSeq + i, probabilities[i]), 0);
        }
    }

    private List<Double> posteriors() {
        return harness.extractOutputValues().stream().map(CryLevel::posterior).toList();
    }
}
