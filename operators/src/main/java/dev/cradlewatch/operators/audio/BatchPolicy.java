package dev.cradlewatch.operators.audio;

import java.io.Serializable;
import java.time.Duration;

/**
 * When a batch of contexts goes to the model.
 *
 * @param maxWindows as soon as it holds so many
 * @param linger     or when its first one has waited so long, wall time
 */
public record BatchPolicy(int maxWindows, Duration linger) implements Serializable {

    public static BatchPolicy defaults() {
        return new BatchPolicy(16, Duration.ofMillis(50));
    }
}
