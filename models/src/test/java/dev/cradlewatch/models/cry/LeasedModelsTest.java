package dev.cradlewatch.models.cry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cradlewatch.models.ModelException;
import dev.cradlewatch.models.features.FeatureSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class LeasedModelsTest {

    private final List<FakeModel> built = Collections.synchronizedList(new ArrayList<>());
    private final LeasedModels models = new LeasedModels((name, threads) -> {
        var model = new FakeModel(name);
        built.add(model);
        return model;
    });

    @Test
    void sharesOneSessionAndFreesItWithTheLastLease() throws Exception {
        var first = models.lease("cry-full", 2);
        var second = models.lease("cry-full", 2);
        assertThat(built).hasSize(1);

        first.close();
        assertThat(built.get(0).closed).isFalse();
        second.close();
        assertThat(built.get(0).closed).isTrue();
        assertThat(models.loadedModels()).isZero();
    }

    @Test
    void loadsAgainAfterTheLastLease() throws Exception {
        models.lease("cry-full", 2).close();
        models.lease("cry-full", 2).close();

        assertThat(built).hasSize(2).allMatch(model -> model.closed);
    }

    @Test
    void countsALeaseClosedTwiceOnce() throws Exception {
        var first = models.lease("cry-full", 2);
        var second = models.lease("cry-full", 2);

        first.close();
        first.close();

        assertThat(built.get(0).closed).isFalse();
        second.close();
    }

    @Test
    void keepsOtherModelsAndThreadCountsApart() throws Exception {
        models.lease("cry-full", 2);
        models.lease("cry-full", 1);
        models.lease("cry-tiny", 2);

        assertThat(built).hasSize(3);
    }

    @Test
    void passesScoresThroughUntilTheLeaseIsClosed() throws Exception {
        var lease = models.lease("cry-full", 2);
        var probabilities = new float[1];
        lease.score(new float[1], 1, probabilities);
        assertThat(probabilities[0]).isEqualTo(0.25f);
        assertThat(lease.name()).isEqualTo("cry-full 0");

        lease.close();
        assertThatThrownBy(() -> lease.score(new float[1], 1, probabilities))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the lease of cry-full 0 is closed: take a new one");
    }

    @Test
    void leavesNothingBehindWhenLoadingFails() {
        var failing = new LeasedModels((name, threads) -> {
            throw new ModelException("no " + name);
        });

        assertThatThrownBy(() -> failing.lease("cry-full", 2)).hasMessage("no cry-full");
        assertThat(failing.loadedModels()).isZero();
    }

    @Test
    void neverHandsOutAClosedSessionToRacingSubtasks() throws Exception {
        int subtasks = 8;
        var barrier = new CyclicBarrier(subtasks);
        var threads = Executors.newFixedThreadPool(subtasks);
        try {
            var runs = Collections.nCopies(subtasks, (Callable<Void>) () -> {
                for (int round = 0; round < 500; round++) {
                    barrier.await();
                    try (var lease = models.lease("cry-full", 2)) {
                        lease.score(new float[1], 1, new float[1]);
                    }
                }
                return null;
            });
            for (var run : threads.invokeAll(runs)) {
                run.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(built).allMatch(model -> model.closed);
        assertThat(models.loadedModels()).isZero();
    }

    private static final class FakeModel implements CryModel {
        private final String name;
        private volatile boolean closed;

        private FakeModel(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name + " 0";
        }

        @Override
        public FeatureSpec features() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int contextFrames() {
            return 1;
        }

        @Override
        public void score(float[] logMel, int batch, float[] probabilities) {
            if (closed) {
                throw new IllegalStateException("scored by a closed session");
            }
            probabilities[0] = 0.25f;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
