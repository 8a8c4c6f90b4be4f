package dev.cradlewatch.operators.image;

import java.io.Serializable;
import java.time.Duration;

/**
 * What the job remembers of a device, by the machine's clock.
 *
 * @param imageIds  how long the id of a picture that was worked off: longer than a record lies in the topic
 * @param reference how long a day picture that nobody uses any more: longer than it may serve as a reference
 */
public record PictureMemories(Duration imageIds, Duration reference) implements Serializable {

    public static final PictureMemories DEFAULT = new PictureMemories(Duration.ofDays(30), Duration.ofDays(60));
}
