package dev.cradlewatch.console.media;

import dev.cradlewatch.connectors.kafka.LogReader;
import dev.cradlewatch.connectors.wire.ColorizedImageCodec;
import dev.cradlewatch.connectors.wire.NightImageCodec;
import dev.cradlewatch.console.live.LiveState;
import dev.cradlewatch.operators.stream.RefusedRecordException;
import java.io.IOException;
import java.util.Optional;

/** Night pictures and their coloured twins, read where they stand in the log. */
public final class Pictures {
    private final LiveState state;
    private final LogReader log;

    public Pictures(LiveState state, LogReader log) {
        this.state = state;
        this.log = log;
    }

    /** Which of the two. */
    enum Side {
        NIGHT,
        COLOR
    }

    /**
     * The file of a household's picture.
     *
     * @return none if it is not the household's, or the log has it no more, or it is a large one that lies elsewhere
     * @throws IOException if the log does not answer
     */
    Optional<byte[]> find(String household, String device, String imageId, Side side)
            throws IOException, InterruptedException {
        var own = state.device(device).filter(entry -> entry.household().equals(household));
        var pair = own.flatMap(entry -> state.household(household).picture(device, imageId));
        if (pair.isEmpty()) {
            return Optional.empty();
        }
        var raw = log.read(side == Side.NIGHT ? pair.get().night() : pair.get().color());
        try {
            var file = raw.isEmpty()
                    ? new byte[0]
                    : side == Side.NIGHT
                            ? new NightImageCodec().decode(raw.get().value()).data()
                            : new ColorizedImageCodec()
                                    .decode(raw.get().value())
                                    .data();
            return Optional.of(file).filter(bytes -> bytes.length > 0);
        } catch (RefusedRecordException e) {
            throw new IllegalStateException("the job took the picture %s: %s".formatted(imageId, e.getMessage()), e);
        }
    }
}
