package dev.cradlewatch.models.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ContextRingTest {

    private final ContextRing ring = new ContextRing(4, 2);

    @Test
    void repeatsTheOldestWindowUntilTheContextIsFull() {
        ring.push(window(1));
        assertThat(ring.context()).containsExactly(1, -1, 1, -1, 1, -1, 1, -1);
        ring.push(window(2));
        assertThat(ring.context()).containsExactly(1, -1, 1, -1, 1, -1, 2, -2);
        ring.push(window(3));
        assertThat(ring.context()).containsExactly(1, -1, 1, -1, 2, -2, 3, -3);
        ring.push(window(4));
        assertThat(ring.context()).containsExactly(1, -1, 2, -2, 3, -3, 4, -4);
    }

    @Test
    void keepsTheLastWindowsWhenFull() {
        for (int i = 1; i <= 11; i++) {
            ring.push(window(i));
        }
        assertThat(ring.context()).containsExactly(8, -8, 9, -9, 10, -10, 11, -11);
    }

    @Test
    void startsAgainAfterAReset() {
        ring.push(window(1));
        ring.push(window(2));
        ring.reset();
        assertThat(ring.isEmpty()).isTrue();
        ring.push(window(3));
        assertThat(ring.context()).containsExactly(3, -3, 3, -3, 3, -3, 3, -3);
    }

    @Test
    void isNotChangedThroughTheCallersArrays() {
        var pushed = window(1);
        ring.push(pushed);
        pushed[0] = 99;
        ring.context()[0] = 99;
        assertThat(ring.context()).containsExactly(1, -1, 1, -1, 1, -1, 1, -1);
    }

    @Test
    void copiesIntoABatchAtAnOffset() {
        ring.push(window(1));
        var batch = new float[10];
        ring.copyContext(batch, 1);
        assertThat(batch).containsExactly(0, 1, -1, 1, -1, 1, -1, 1, -1, 0);
    }

    @Test
    void hasTheSizeOfTheModelsInput() throws Exception {
        assertThat(ContextRing.of(FeatureSpec.load("cry-full")).contextFloats()).isEqualTo(200 * 64);
    }

    @Test
    void refusesWhatIsNoContext() {
        assertThatThrownBy(ring::context).hasMessage("no window to make a context of: push one first");
        assertThatThrownBy(() -> ring.push(new float[3])).hasMessage("window of 3 floats: expected 2 (frames x bands)");
        assertThatThrownBy(() -> new ContextRing(0, 2))
                .hasMessage("context of 0 windows of 2 floats: expected at least one of each");
    }

    private static float[] window(float value) {
        return new float[] {value, -value};
    }
}
