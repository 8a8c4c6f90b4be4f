package dev.cradlewatch.models.bounded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cradlewatch.models.card.ModelFolder;
import dev.cradlewatch.models.card.Sha256;
import dev.cradlewatch.models.color.ColorFolders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoundedSessionTest {

    @TempDir
    private Path folder;

    @TempDir
    private Path cache;

    private BoundedSession session;

    @BeforeEach
    void open() throws Exception {
        var onnx = ColorFolders.smallAuto();
        Files.write(folder.resolve("small.onnx"), onnx);
        var graph = new ModelCache(cache).graphOf(ModelFolder.at(folder), "small.onnx", Sha256.of(onnx), 32);
        session = BoundedSession.open("small", graph, 1);
    }

    @AfterEach
    void close() {
        session.close();
    }

    @Test
    void givesTheSameInOverlappingRunsOfManySizes() throws Exception {
        var expected = new ArrayList<float[]>();
        for (int size = 1; size <= 6; size++) {
            expected.add(run(size));
        }
        var threads = Executors.newFixedThreadPool(4);
        try {
            var runs = new ArrayList<Callable<float[]>>();
            for (int i = 0; i < 120; i++) {
                int size = 1 + i % 6;
                runs.add(() -> run(size));
            }
            var results = threads.invokeAll(runs);
            for (int i = 0; i < results.size(); i++) {
                assertThat(results.get(i).get()).isEqualTo(expected.get(i % 6));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void waitsWithClosingForRunsUnderWay() throws Exception {
        var threads = Executors.newFixedThreadPool(4);
        var started = new CountDownLatch(4);
        try {
            var runs = new ArrayList<Future<Integer>>();
            for (int i = 0; i < 4; i++) {
                runs.add(threads.submit(() -> {
                    int done = 0;
                    while (true) {
                        try {
                            assertThat(run(4)).hasSize(2 * 128 * 128);
                        } catch (IllegalStateException e) {
                            assertThat(e).hasMessage("small is closed: load it again");
                            return done;
                        }
                        done++;
                        started.countDown();
                    }
                }));
            }
            started.await();
            session.close();
            for (var run : runs) {
                assertThat(run.get()).isPositive();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void tellsWhatItTakesAndGives() {
        assertThat(session.inputs()).containsOnlyKeys("night_l");
        assertThat(session.inputs().get("night_l")).containsExactly(1, 1, -1, -1);
        assertThat(session.outputs().get("ab")).containsExactly(1, 2, -1, -1);
    }

    @Test
    void refusesTensorsThatDoNotFit() {
        assertThatThrownBy(() -> session.run(Map.of("night", new FloatTensor(new float[4], 1, 1, 2, 2))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("small: inputs [night]: expected [night_l]");
        assertThatThrownBy(() -> session.run(Map.of("night_l", new FloatTensor(new float[8], 1, 2, 2, 2))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("small: night_l has shape [1, 2, 2, 2]: expected [1, 1, -1, -1], -1 being any size");
        assertThatThrownBy(() -> session.run(Map.of("night_l", new FloatTensor(new float[4], 2, 2))))
                .hasMessageContaining("night_l has shape [2, 2]");
        assertThatThrownBy(() -> new FloatTensor(new float[3], 2, 2))
                .hasMessage("3 values for shape [2, 2]: expected 4");
    }

    private float[] run(int size) throws Exception {
        int side = 32 * size;
        var night = new float[side * side];
        for (int i = 0; i < night.length; i++) {
            night[i] = i % 101;
        }
        return session.run(Map.of("night_l", new FloatTensor(night, 1, 1, side, side)))
                .get("ab")
                .values();
    }
}
