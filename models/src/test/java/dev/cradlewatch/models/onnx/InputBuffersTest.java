package dev.cradlewatch.models.onnx;

import static org.assertj.core.api.Assertions.assertThat;

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
            assertThat(buffers.take(10)).isSameAs(small);
            assertThat(buffers.take(30)).isSameAs(large);
        }
    }

    @Test
    void emptiesABufferForItsNextUse() {
        var buffer = buffers.take(4);
        buffer.put(1).flip();
        buffers.giveBack(buffer);

        assertThat(buffers.take(4).remaining()).isEqualTo(4);
    }
}
