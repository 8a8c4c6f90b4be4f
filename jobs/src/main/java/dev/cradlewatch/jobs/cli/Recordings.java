package dev.cradlewatch.jobs.cli;

import dev.cradlewatch.jobs.feed.AudioFiles;
import dev.cradlewatch.jobs.feed.AudioReader;
import dev.cradlewatch.jobs.feed.Recording;
import dev.cradlewatch.jobs.synth.NightSynthesizer;
import dev.cradlewatch.jobs.synth.SyntheticTrack;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the commands can play. */
final class Recordings {

    private Recordings() {}

    /** The built-in night. */
    static List<Recording> synthetic() {
        return new NightSynthesizer()
                .tracks().stream()
                        .map(track -> new Recording(track.device(), track.household(), () -> reader(track)))
                        .toList();
    }

    /** Each audio file as a monitor of a household of its own, named after it. */
    static List<Recording> files(Path place) throws IOException {
        var recordings = new ArrayList<Recording>();
        for (var file : AudioFiles.list(place)) {
            recordings.add(file(file));
        }
        return recordings;
    }

    static Recording file(Path file) {
        var name = file.getFileName().toString().replaceFirst("[.][^.]*$", "");
        return new Recording(name, name, () -> AudioFiles.open(file));
    }

    private static AudioReader reader(SyntheticTrack track) {
        return new AudioReader() {
            private int second;

            @Override
            public Optional<byte[]> next() {
                return track.window(second++);
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
        };
    }
}
