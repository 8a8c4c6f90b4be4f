package dev.cradlewatch.console.media;

import dev.cradlewatch.connectors.kafka.LogReader;
import dev.cradlewatch.connectors.wire.ColorizedImageCodec;
import dev.cradlewatch.connectors.wire.NightImageCodec;
import dev.cradlewatch.console.live.LiveState;
import dev.cradlewatch.console.night.NightBook;
import dev.cradlewatch.console.night.NightBook.PictureOrigins;
import dev.cradlewatch.operators.stream.RefusedRecordException;
import java.io.IOException;
import java.util.Optional;

/** Night pictures and their coloured twins, read where they stand in the log: which the live state knows of a day, the history of longer. */
public final class Pictures {
    private final LiveState state;
    private final NightBook nights;
    private final LogReader log;

    public Pictures(LiveState state, NightBook nights, LogReader log) {
        this.state = state;
        this.nights = nights;
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
        if (state.device(device)
                .filter(entry -> entry.household().equals(household))
                .isEmpty()) {
            return Optional.empty();
        }
        var young = state.household(household)
                .picture(device, imageId)
                .map(pair -> new PictureOrigins(pair.night(), pair.color()));
        var origins = young.isPresent() ? young : nights.picture(device, imageId);
        if (origins.isEmpty()) {
            return Optional.empty();
        }
        var raw = log.read(
                side == Side.NIGHT ? origins.get().night() : origins.get().color());
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
