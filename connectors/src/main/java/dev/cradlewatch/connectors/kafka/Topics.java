package dev.cradlewatch.connectors.kafka;

import java.time.Duration;
import java.util.List;

/** The system's topics: names, keys (in brackets) and how each must be set up. Names are a contract with agents and consoles. */
public final class Topics {
    private static final int KIB = 1_024;
    private static final int MIB = 1_024 * KIB;
    private static final int SMALL = 64 * KIB;

    private static final Retention NEWEST_PER_KEY = new Retention.NewestPerKey();
    private static final Retention WEEK = new Retention.Everything(Duration.ofDays(7));
    private static final Retention MONTH = new Retention.Everything(Duration.ofDays(30));
    private static final Retention QUARTER = new Retention.Everything(Duration.ofDays(90));

    /** One-second windows of sound, from agents [device]. */
    public static final TopicSpec AUDIO_WINDOWS = new TopicSpec("audio.windows", 16, WEEK, 256 * KIB);

    /** Heartbeats, onsets, offsets and faults, from agents [device]. */
    public static final TopicSpec DEVICE_EVENTS = new TopicSpec("device.events", 16, MONTH, SMALL);

    /** Pictures, from agents and the console [device]. */
    public static final TopicSpec NIGHT_IMAGES = new TopicSpec("night.images", 8, WEEK, 5 * MIB);

    /** Device registry [device]. */
    public static final TopicSpec DEVICES = new TopicSpec("devices", 1, NEWEST_PER_KEY, SMALL);

    /** Households and their caregivers [household]. */
    public static final TopicSpec HOUSEHOLDS = new TopicSpec("households", 1, NEWEST_PER_KEY, SMALL);

    /** Households' settings [household]. */
    public static final TopicSpec SETTINGS = new TopicSpec("settings", 1, NEWEST_PER_KEY, SMALL);

    /**
     * Acknowledgements and labels, from the console [household]. Not compacted: each says something of its own, and by household
     * compaction would keep only the last; the history keeps them for longer.
     */
    public static final TopicSpec FEEDBACK = new TopicSpec("feedback", 1, QUARTER, SMALL);

    /** Invitations and sessions, from the consoles [kind and hash of the token]. */
    public static final TopicSpec ACCESS = new TopicSpec("access", 1, NEWEST_PER_KEY, SMALL);

    /** Who listened to sound and looked at pictures, from the consoles [household]. */
    public static final TopicSpec AUDIT = new TopicSpec("audit", 1, QUARTER, SMALL);

    /** One score per window [device]. */
    public static final TopicSpec CRY_SCORES = new TopicSpec("cry.scores", 16, WEEK, 256 * KIB);

    /** Alerts [household]. */
    public static final TopicSpec ALERTS = new TopicSpec("alerts", 4, MONTH, 256 * KIB);

    /** What became of messages to caregivers, from the notification job [household]. */
    public static final TopicSpec DELIVERIES = new TopicSpec("deliveries", 1, QUARTER, SMALL);

    /** Requests to try a channel, from the console [household]. */
    public static final TopicSpec CHANNEL_TESTS = new TopicSpec("channel.tests", 1, WEEK, SMALL);

    /** Night pictures in colour [device]. */
    public static final TopicSpec IMAGES_COLORIZED = new TopicSpec("images.colorized", 8, WEEK, 5 * MIB);

    /** Records that could not be used [the record's key]. */
    public static final TopicSpec DEAD_LETTERS = new TopicSpec("dead.letters", 2, MONTH, MIB);

    private Topics() {}

    /** All of them. */
    public static List<TopicSpec> all() {
        return List.of(
                AUDIO_WINDOWS,
                DEVICE_EVENTS,
                NIGHT_IMAGES,
                DEVICES,
                HOUSEHOLDS,
                SETTINGS,
                FEEDBACK,
                ACCESS,
                AUDIT,
                CRY_SCORES,
                ALERTS,
                DELIVERIES,
                CHANNEL_TESTS,
                IMAGES_COLORIZED,
                DEAD_LETTERS);
    }
}
