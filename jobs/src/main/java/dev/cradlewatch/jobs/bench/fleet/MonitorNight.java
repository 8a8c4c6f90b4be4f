package dev.cradlewatch.jobs.bench.fleet;

import dev.cradlewatch.jobs.feed.AudioReader;
import dev.cradlewatch.jobs.feed.GateTrace;
import dev.cradlewatch.jobs.feed.Recording;
import dev.cradlewatch.jobs.synth.SoundShelf;
import dev.cradlewatch.jobs.synth.SoundShelf.Kind;
import dev.cradlewatch.operators.device.DeviceEventKind;
import dev.cradlewatch.operators.device.WindowReason;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * What one monitor hears, and what its gate lets through: every second of a cry with one before it, what else is going on, and a
 * random share of the quiet for audit. In its own household; every second one has a baby that cries once.
 */
final class MonitorNight {
    /** Of the sound that is no cry, on the test nights (docs/models.md); in whole seconds and with audit it comes to 0.13. */
    private static final double BUSY_SHARE = 0.117;

    private static final double BUSY_SECONDS = 4;
    private static final double AUDIT_SHARE = 1.0 / 500;
    private static final Crying USUAL = new Crying(30, 30, 60);
    private static final float CRY_SCORE = 0.9f;
    private static final float BUSY_SCORE = 0.4f;

    private final String device;
    private final int voice;
    private final Kind[] seconds;
    private final Optional<Cry> cry;
    private final GateTrace gate;

    /**
     * A cry, in seconds from the beginning.
     *
     * @param until exclusive
     */
    record Cry(int from, int until) {}

    /**
     * How the babies of a fleet cry.
     *
     * @param first    second before which nobody does
     * @param shortest seconds of a cry
     * @param longest  the same
     */
    record Crying(int first, int shortest, int longest) {

        /** Of a night in which each baby can cry. */
        int shortestNight() {
            return first + 2 * longest;
        }
    }

    private MonitorNight(String device, int voice, Kind[] seconds, Optional<Cry> cry, GateTrace gate) {
        this.device = device;
        this.voice = voice;
        this.seconds = seconds;
        this.cry = cry;
        this.gate = gate;
    }

    /**
     * @param number  of the monitor; the same number hears the same
     * @param seconds length, at least {@link #shortestSeconds}
     */
    static MonitorNight of(int number, int seconds) {
        return of(number, seconds, USUAL);
    }

    /** @param seconds length, at least that of the crying's shortest night */
    static MonitorNight of(int number, int seconds, Crying crying) {
        var random = new SplittableRandom(number);
        var kinds = new Kind[seconds];
        Arrays.fill(kinds, Kind.QUIET);
        var at = quietSeconds(random);
        while (at < seconds) {
            var until = Math.min(seconds, at + busySeconds(random));
            Arrays.fill(kinds, at, until, Kind.BUSY);
            at = until + quietSeconds(random);
        }
        var cry = number % 2 == 0 ? Optional.of(cry(random, seconds, crying)) : Optional.<Cry>empty();
        cry.ifPresent(one -> Arrays.fill(kinds, one.from, one.until, Kind.CRY));
        return new MonitorNight("bench-" + number, number, kinds, cry, gate(random, kinds, cry));
    }

    static int shortestSeconds() {
        return USUAL.shortestNight();
    }

    String device() {
        return device;
    }

    /** Each monitor is a household's only one. */
    String household() {
        return "home-of-" + device;
    }

    Optional<Cry> cry() {
        return cry;
    }

    GateTrace gate() {
        return gate;
    }

    Recording recording(SoundShelf shelf) {
        return new Recording(device, household(), () -> new Hearing(shelf));
    }

    private static int busySeconds(SplittableRandom random) {
        return exponential(random, BUSY_SECONDS);
    }

    private static int quietSeconds(SplittableRandom random) {
        return exponential(random, BUSY_SECONDS * (1 - BUSY_SHARE) / BUSY_SHARE);
    }

    /** At least one second; one half more than its mean, on average, as both kinds are. */
    private static int exponential(SplittableRandom random, double meanSeconds) {
        return 1 + (int) (-meanSeconds * Math.log(1 - random.nextDouble()));
    }

    private static Cry cry(SplittableRandom random, int seconds, Crying crying) {
        var length = crying.shortest + random.nextInt(crying.longest - crying.shortest + 1);
        var from = crying.first + random.nextInt(seconds - crying.first - crying.longest);
        return new Cry(from, Math.min(seconds, from + length));
    }

    private static GateTrace gate(SplittableRandom random, Kind[] kinds, Optional<Cry> cry) {
        var seen = new ArrayList<GateTrace.Second>();
        for (var second = 0; second < kinds.length; second++) {
            var isPreRoll = second + 1 < kinds.length && kinds[second + 1] == Kind.CRY;
            seen.add(
                    switch (kinds[second]) {
                        case CRY -> new GateTrace.Second(CRY_SCORE, Optional.of(WindowReason.DETECTION));
                        case BUSY -> new GateTrace.Second(BUSY_SCORE, Optional.of(WindowReason.DETECTION));
                        case QUIET -> new GateTrace.Second(0, quiet(random, isPreRoll));
                    });
        }
        return new GateTrace(seen, cry.map(MonitorNight::edges).orElseGet(Map::of));
    }

    private static Optional<WindowReason> quiet(SplittableRandom random, boolean isPreRoll) {
        if (isPreRoll) {
            return Optional.of(WindowReason.CONTEXT);
        }
        return random.nextDouble() < AUDIT_SHARE ? Optional.of(WindowReason.AUDIT) : Optional.empty();
    }

    private static Map<Long, GateTrace.Edge> edges(Cry cry) {
        var edges = new HashMap<Long, GateTrace.Edge>();
        edges.put(cry.from + 1L, new GateTrace.Edge(DeviceEventKind.CRY_ONSET, CRY_SCORE));
        edges.put((long) cry.until, new GateTrace.Edge(DeviceEventKind.CRY_OFFSET, CRY_SCORE));
        return edges;
    }

    /** The sound, as it is heard. */
    private final class Hearing implements AudioReader {
        private final SoundShelf shelf;
        private int second;

        Hearing(SoundShelf shelf) {
            this.shelf = shelf;
        }

        @Override
        public Optional<byte[]> next() {
            return second < seconds.length
                    ? Optional.of(shelf.second(seconds[second], voice, second++))
                    : Optional.empty();
        }

        @Override
        public long copyTo(OutputStream out) throws IOException {
            var bytes = 0L;
            for (var pcm = next(); pcm.isPresent(); pcm = next()) {
                out.write(pcm.get());
                bytes += pcm.get().length;
            }
            return bytes;
        }

        @Override
        public void close() {}
    }
}
