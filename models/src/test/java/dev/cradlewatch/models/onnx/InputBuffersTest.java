package dev.cradlewatch.models.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.FloatBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class InputBuffersTest {

    private final InputBuffers buffers = new InputBuffers();

    @Test
    void givesTheSmallestThatIsLargeEnough() {
        var small = buffers.take(10);
        var large = buffers.take(30);
        buffers.giveBack(small);
        buffers.giveBack(large);

        assertThat(buffers.take(8)).isSameAs(small);
        assertThat(buffers.take(8)).isSameAs(large);
    }

    /** A run with a small and a large input finds both again, run after run. */
    @Test
    void stopsAllocatingOnceInputsHaveTheirSize() {
        for (var input : new int[] {10, 30}) {
            buffers.giveBack(buffers.take(input));
        }
        var small = buffers.take(10);
        var large = buffers.take(30);
        for (int run = 0; run < 3; run++) {
            buffers.giveBack(large);
            buffers.giveBack(small);
            assertThat(List.of(identity(buffers.take(10)), identity(buffers.take(30))))
                    .containsExactlyInAnyOrder(identity(small), identity(large));
        }
    }

    /** Buffers with the same content are equal, so they are told apart by their hash codes. */
    private static int identity(FloatBuffer buffer) {
        return System.identityHashCode(buffer);
    }

    @Test
    void emptiesABufferForItsNextUse() {
        var buffer = buffers.take(4);
        buffer.put(1).flip();
        buffers.giveBack(buffer);

        assertThat(buffers.take(4).remaining()).isEqualTo(4);
    }
}
