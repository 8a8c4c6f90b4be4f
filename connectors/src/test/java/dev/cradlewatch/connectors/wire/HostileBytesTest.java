package dev.cradlewatch.connectors.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cradlewatch.operators.stream.DeadLetterReason;
import dev.cradlewatch.operators.stream.RefusedRecordException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes give a record or a refusal. */
class HostileBytesTest {
    private static final Set<DeadLetterReason> REFUSALS = EnumSet.of(
            DeadLetterReason.MALFORMED, DeadLetterReason.UNSUPPORTED_VERSION, DeadLetterReason.MISSING_FIELD);
    private static final int RANDOM_VALUES = 20_000;
    private static final long SEED = 20_260_301;

    static Stream<Arguments> records() {
        return RoundTripTest.records();
    }

    @ParameterizedTest
    @MethodSource("records")
    <T> void survivesEveryTruncation(RecordCodec<T> codec, T record) {
        var whole = codec.encode(record);
        for (int length = 0; length < whole.length; length++) {
            feed(codec, Arrays.copyOf(whole, length));
        }
    }

    @ParameterizedTest
    @MethodSource("records")
    <T> void survivesEveryBitFlip(RecordCodec<T> codec, T record) {
        var whole = codec.encode(record);
        for (int bit = 0; bit < whole.length * Byte.SIZE; bit++) {
            var flipped = whole.clone();
            flipped[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            feed(codec, flipped);
        }
    }

    @ParameterizedTest
    @MethodSource("records")
    <T> void survivesEveryByteReplacedByEveryOther(RecordCodec<T> codec, T record) {
        var whole = codec.encode(record);
        for (int i = 0; i < whole.length; i++) {
            for (int value = 0; value < 256; value++) {
                var changed = whole.clone();
                changed[i] = (byte) value;
                feed(codec, changed);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("records")
    <T> void survivesSplicesAndNoise(RecordCodec<T> codec, T record) {
        var random = new Random(SEED);
        var whole = codec.encode(record);
        for (int i = 0; i < RANDOM_VALUES; i++) {
            var noise = new byte[random.nextInt(64)];
            random.nextBytes(noise);
            feed(codec, noise);
            var at = random.nextInt(whole.length);
            var spliced = Arrays.copyOf(whole, at + noise.length);
            System.arraycopy(noise, 0, spliced, at, noise.length);
            feed(codec, spliced);
        }
    }

    /** A decoded record must also be encodable: what was admitted is written again later. */
    private static <T> void feed(RecordCodec<T> codec, byte[] value) {
        try {
            codec.encode(codec.decode(value));
        } catch (RefusedRecordException e) {
            assertThat(REFUSALS).contains(e.reason());
            assertThat(e).hasMessageContaining("expected").hasMessageNotContaining("null");
        }
    }
}
