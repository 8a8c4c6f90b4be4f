package dev.cradlewatch.jobs.cli;

import dev.cradlewatch.jobs.feed.AudioFiles;
import dev.cradlewatch.jobs.feed.PcmSource;
import dev.cradlewatch.jobs.feed.Recording;
import dev.cradlewatch.jobs.synth.NightSynthesizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** What the commands can play. */
final class Recordings {
    /** Leaves room for a number. */
    private static final int LONGEST_ID = 56;

    private Recordings() {}

    /** The built-in night. */
    static List<Recording> synthetic() {
        return new NightSynthesizer()
                .tracks().stream()
                        .map(track -> new Recording(track.device(), track.household(), new PcmSource(track.pcm())))
                        .toList();
    }

    /** Each audio file as a monitor of a household of its own, named after it as far as an id may be. */
    static List<Recording> files(Path place) throws IOException {
        var recordings = new ArrayList<Recording>();
        var taken = new HashSet<String>();
        for (var file : AudioFiles.list(place)) {
            var id = id(file);
            var unique = id;
            for (var count = 2; !taken.add(unique); count++) {
                unique = id + "." + count;
            }
            recordings.add(new Recording(unique, unique, AudioFiles.source(file)));
        }
        return recordings;
    }

    /** One night, named as the truth names it. */
    static Recording night(Path file) {
        return new Recording(stem(file), stem(file), AudioFiles.source(file));
    }

    private static String id(Path file) {
        var plain = stem(file).replaceAll("[^A-Za-z0-9._-]+", "-").replaceFirst("^[^A-Za-z0-9]+", "");
        return plain.isEmpty() ? "recording" : plain.substring(0, Math.min(plain.length(), LONGEST_ID));
    }

    private static String stem(Path file) {
        return file.getFileName().toString().replaceFirst("[.][^.]*$", "");
    }
}
