package dev.cradlewatch.jobs.color;

import dev.cradlewatch.operators.device.AdmissionPolicy;
import dev.cradlewatch.operators.device.ClockPolicy;
import dev.cradlewatch.operators.image.ColorWorkshop;
import dev.cradlewatch.operators.image.ColoringPolicy;
import dev.cradlewatch.operators.image.PictureMemories;
import dev.cradlewatch.operators.image.PictureStore;
import dev.cradlewatch.operators.stream.Timebase;
import java.time.Duration;

/**
 * Everything that can be set in a {@link NightColorJob}.
 *
 * @param admission what records are taken
 * @param workshop  where each task gets models and memory
 * @param coloring  how pictures are coloured
 * @param memories  what is remembered of a device
 * @param store     where pictures lie that are too large for a topic
 */
public record NightColorConfig(
        AdmissionPolicy admission,
        ColorWorkshop.Source workshop,
        ColoringPolicy coloring,
        PictureMemories memories,
        PictureStore store) {
    /** A file of 4 MiB and what is said of it. */
    private static final int MAX_RECORD_BYTES = (4 << 20) + 4_096;

    /** Pictures of a device that nobody knows may not fill the memory. */
    private static final int MAX_WAITING = 4;

    public static NightColorConfig defaults(Timebase timebase, ColorWorkshop.Source workshop, PictureStore store) {
        return new NightColorConfig(
                new AdmissionPolicy(
                        timebase,
                        ClockPolicy.defaults(),
                        Duration.ofMinutes(2),
                        MAX_RECORD_BYTES,
                        Duration.ofSeconds(30),
                        MAX_WAITING),
                workshop,
                ColoringPolicy.DEFAULT,
                PictureMemories.DEFAULT,
                store);
    }
}
