package dev.cradlewatch.console.media;

import dev.cradlewatch.connectors.kafka.LogReader;
import dev.cradlewatch.connectors.wire.ColorizedImageCodec;
import dev.cradlewatch.connectors.wire.NightImageCodec;
import dev.cradlewatch.console.live.LiveState;
import dev.cradlewatch.console.night.NightBook;
import dev.cradlewatch.console.night.NightBook.PictureOrigins;
import dev.cradlewatch.operators.image.PictureStore;
import dev.cradlewatch.operators.stream.RawRecord;
import dev.cradlewatch.operators.stream.RefusedRecordException;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Night pictures and their coloured twins, read where they stand in the log: which the live state knows of a day, the history of longer. */
public final class Pictures {
    private static final Logger LOG = LoggerFactory.getLogger(Pictures.class);
    private static final int MOST_BYTES = 64 << 20;

    private final LiveState state;
    private final NightBook nights;
    private final LogReader log;
    private final PictureStore large;

    /** @param large where pictures lie that are too large for the log */
    public Pictures(LiveState state, NightBook nights, LogReader log, PictureStore large) {
        this.state = state;
        this.nights = nights;
        this.log = log;
        this.large = large;
    }

    /** Which of the two. */
    enum Side {
        NIGHT,
        COLOR
    }

    /**
     * The file of a household's picture.
     *
     * @return none if it is not the household's, or its place has it no more
     * @throws IOException if log or place do not answer
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
        return raw.isPresent() ? file(raw.get(), side) : Optional.empty();
    }

    private Optional<byte[]> file(RawRecord raw, Side side) throws IOException {
        try {
            if (side == Side.NIGHT) {
                var night = new NightImageCodec().decode(raw.value());
                return Optional.of(night.uri().isEmpty() ? night.data() : large.read(night.uri(), MOST_BYTES));
            }
            var color = new ColorizedImageCodec().decode(raw.value());
            return Optional.of(color.uri().isEmpty() ? color.data() : large.readResult(color.uri(), MOST_BYTES));
        } catch (RefusedRecordException e) {
            LOG.warn("{} has no picture to show: {}", raw.origin(), e.getMessage());
            return Optional.empty();
        }
    }
}
