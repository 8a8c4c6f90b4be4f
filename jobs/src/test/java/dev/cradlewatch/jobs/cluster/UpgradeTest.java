package dev.cradlewatch.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UpgradeTest {
    private final List<String> done = new ArrayList<>();
    private final Recorded before = new Recorded("old");
    private final Recorded next = new Recorded("new");

    @Test
    void jobsGoOverOneAfterTheOtherTheHistoryLastAndThenTheConsole() throws Exception {
        upgrade(false).run();
        assertThat(done)
                .containsExactly(
                        "old saves cry-alerts",
                        "new runs cry-alerts",
                        "old saves notify",
                        "new runs notify",
                        "old saves night-color",
                        "new runs night-color",
                        "old saves history",
                        "new runs history",
                        "old stops console",
                        "new starts console");
    }

    @Test
    void allJobsAreSavedBeforeFlinkIsRestarted() throws Exception {
        upgrade(true).run();
        assertThat(done)
                .containsExactly(
                        "old saves cry-alerts",
                        "old saves notify",
                        "old saves night-color",
                        "old saves history",
                        "old stops Flink",
                        "new starts Flink",
                        "new runs cry-alerts",
                        "new runs notify",
                        "new runs night-color",
                        "new runs history",
                        "old stops console",
                        "new starts console");
    }

    @Test
    void ifAJobDoesNotComeUpTheNextOnesAreNotTouchedAndTheOldReleaseGoesOn() throws Exception {
        next.fails.add("runs notify");
        assertThatThrownBy(() -> upgrade(false).run()).hasMessage("new runs notify: as planned");
        assertThat(done).doesNotContain("old saves night-color", "old saves history");
        done.clear();
        var upgrade = failed(false);
        upgrade.withdraw();
        assertThat(done).containsExactly("new ends cry-alerts", "new ends notify");
        done.clear();
        upgrade.resume();
        assertThat(done)
                .containsExactly(
                        "old runs cry-alerts",
                        "old runs notify",
                        "old runs night-color",
                        "old runs history",
                        "old starts console");
    }

    @Test
    void aFlinkThatDoesNotComeUpIsStartedOnTheLibrariesBeforeThoughItCouldNotBeAsked() throws Exception {
        next.fails.addAll(
                List.of("starts Flink", "ends cry-alerts", "ends notify", "ends night-color", "ends history"));
        var upgrade = failed(true);
        upgrade.withdraw();
        assertThat(done).endsWith("new stops Flink", "old starts Flink");
        upgrade.resume();
        assertThat(done).contains("old runs cry-alerts", "old runs history").endsWith("old starts console");
    }

    @Test
    void flinkIsLeftAloneIfAJobCouldNotEvenBeSaved() throws Exception {
        before.fails.add("saves history");
        var upgrade = failed(true);
        upgrade.withdraw();
        upgrade.resume();
        assertThat(done).noneMatch(step -> step.endsWith("Flink")).contains("old runs cry-alerts");
    }

    @Test
    void aConsoleThatDoesNotComeUpTakesAllBack() throws Exception {
        next.fails.add("starts console");
        var upgrade = failed(false);
        upgrade.withdraw();
        assertThat(done).endsWith("new ends history", "new stops console");
        upgrade.resume();
        assertThat(done).endsWith("old starts console");
    }

    @Test
    void aJobThatCannotReadTheNewestStateGoesOnFromTheSavepointOfTheUpgrade() throws Exception {
        next.fails.add("starts console");
        before.fails.add("runs cry-alerts");
        var upgrade = failed(false);
        upgrade.withdraw();
        upgrade.resume();
        assertThat(done)
                .containsSubsequence("old cancels cry-alerts", "old runs cry-alerts from cry-alerts-saved-by-old");
    }

    @Test
    void theHistoryDoesNotBecauseItWouldWriteTwiceButTheOthersRun() throws Exception {
        next.fails.add("starts console");
        before.fails.add("runs history");
        var upgrade = failed(false);
        upgrade.withdraw();
        assertThatThrownBy(upgrade::resume).isInstanceOf(IOException.class).hasMessage("old runs history: as planned");
        assertThat(done)
                .contains("old runs cry-alerts", "old runs notify", "old runs night-color")
                .endsWith("old starts console")
                .noneMatch(step -> step.contains("from history"));
    }

    private Upgrade upgrade(boolean needsOtherFlink) {
        return new Upgrade(before, next, needsOtherFlink, line -> {});
    }

    private Upgrade failed(boolean needsOtherFlink) {
        var upgrade = upgrade(needsOtherFlink);
        assertThatThrownBy(upgrade::run).isInstanceOf(IOException.class);
        done.clear();
        return upgrade;
    }

    /** Writes down what it is asked for, and does not do what it was told to fail at. */
    private final class Recorded implements Side {
        private final String name;
        private final Set<String> fails = new HashSet<>();

        Recorded(String name) {
            this.name = name;
        }

        @Override
        public Optional<SavedState> save(ClusterJob job) throws IOException {
            step("saves " + job.title());
            return Optional.of(new SavedState(Path.of("%s-saved-by-%s".formatted(job.title(), name)), false));
        }

        @Override
        public void end(ClusterJob job) throws IOException {
            step("ends " + job.title());
        }

        @Override
        public void cancel(ClusterJob job) throws IOException {
            step("cancels " + job.title());
        }

        @Override
        public void bring(ClusterJob job) throws IOException {
            step("runs " + job.title());
        }

        @Override
        public void bring(ClusterJob job, SavedState from) throws IOException {
            step("runs %s from %s".formatted(job.title(), from.path()));
        }

        @Override
        public void stopFlink() throws IOException {
            step("stops Flink");
        }

        @Override
        public void startFlink() throws IOException {
            step("starts Flink");
        }

        @Override
        public void stopConsole() throws IOException {
            step("stops console");
        }

        @Override
        public void startConsole() throws IOException {
            step("starts console");
        }

        private void step(String step) throws IOException {
            if (fails.contains(step)) {
                throw new IOException("%s %s: as planned".formatted(name, step));
            }
            done.add("%s %s".formatted(name, step));
        }
    }
}
