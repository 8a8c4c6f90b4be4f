package dev.cradlewatch.jobs.bench.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cradlewatch.jobs.cry.CryAlertConfig;
import dev.cradlewatch.models.ModelException;
import dev.cradlewatch.models.features.FeatureSpec;
import dev.cradlewatch.operators.stream.Timebase;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertWaysITCase {
    private static final int MONITORS = 20;
    private static final int SECONDS = 600;

    @TempDir
    private Path checkpoints;

    private AlertWays ways;

    @BeforeEach
    void scoresOfTenMinutes() throws ModelException {
        var config = CryAlertConfig.defaults(
                Timebase.STREAM,
                () -> {
                    throw new ModelException("nothing is scored here");
                },
                FeatureSpec.load("cry-full"));
        ways = new AlertWays(config, new BenchScores(MONITORS), (long) MONITORS * SECONDS, checkpoints);
    }

    @Test
    void eachOfTenHouseholdsIsToldTwiceThatItCriesAndThatItIsQuiet() throws Exception {
        assertThat(ways.alerts()).isEqualTo(40);
        assertThat(ways.loop().perSecond()).isPositive();
    }

    @Test
    void theJobsOperatorsTellTheSameAndAnotherNumberIsAFailure() {
        assertThatThrownBy(() -> ways.operators(39).perSecond())
                .isInstanceOf(IOException.class)
                .hasMessage("40 alerts by the job's operators, 39 by the plain loop");
    }
}
