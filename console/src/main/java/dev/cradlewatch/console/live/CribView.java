package dev.cradlewatch.console.live;

import java.time.Instant;
import java.util.Optional;

/**
 * A crib as the page shows it.
 *
 * @param device    its monitor
 * @param name      what the caregivers call it
 * @param state     what the job last told of it
 * @param since     since when it cries or is dark
 * @param lastHeard newest sign of life
 * @param picture   the newest picture
 */
record CribView(
        String device,
        String name,
        State state,
        Optional<Instant> since,
        Optional<Instant> lastHeard,
        Optional<PictureView> picture) {

    enum State {
        QUIET,
        CRYING,
        OFFLINE
    }

    /** A picture's addresses and size. */
    record PictureView(
            String imageId,
            Instant takenAt,
            int widthPx,
            int heightPx,
            String model,
            boolean reference,
            String night,
            String color) {}

    /** Says that a crib is gone. */
    record Gone(String device, boolean gone) {}
}
