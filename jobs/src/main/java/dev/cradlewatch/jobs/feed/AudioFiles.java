package dev.cradlewatch.jobs.feed;

import dev.cradlewatch.operators.device.AudioWindow;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;

/** Audio files as streams of 16 kHz mono. WAV files of that kind are read here; everything else goes through ffmpeg. */
public final class AudioFiles {
    private static final Set<String> EXTENSIONS = Set.of("wav", "flac", "ogg", "opus", "mp3", "m4a", "aac");

    private AudioFiles() {}

    /**
     * The audio files in a folder and below it, by name; a file is itself.
     *
     * @throws IOException if there is nothing, or no audio
     */
    public static List<Path> list(Path place) throws IOException {
        if (!Files.exists(place)) {
            throw new NoSuchFileException(place.toString(), null, "no such file or folder");
        }
        if (Files.isRegularFile(place)) {
            return List.of(place);
        }
        try (var files = Files.walk(place)) {
            var found = files.filter(Files::isRegularFile)
                    .filter(file -> EXTENSIONS.contains(extension(file)))
                    .sorted()
                    .toList();
            if (found.isEmpty()) {
                throw new IOException("no audio in %s: expected files with one of the endings %s"
                        .formatted(place, EXTENSIONS.stream().sorted().toList()));
            }
            return found;
        }
    }

    /** An audio file as a recording. */
    public static AudioSource source(Path file) {
        return new AudioSource() {
            @Override
            public AudioReader open() throws IOException {
                return AudioFiles.open(file);
            }

            @Override
            public Optional<Path> wav() throws IOException {
                if (!extension(file).equals("wav")) {
                    return Optional.empty();
                }
                try (var wav = AudioFiles.wav(file)) {
                    return isOurs(wav.getFormat()) ? Optional.of(file) : Optional.empty();
                }
            }
        };
    }

    /** @throws IOException if the file is missing or is no audio; the message says what to do */
    public static AudioReader open(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(file.toString(), null, "no such audio file");
        }
        if (extension(file).equals("wav")) {
            var wav = wav(file);
            if (isOurs(wav.getFormat())) {
                return new StreamReader(wav, () -> {});
            }
            wav.close();
        }
        return decoded(file);
    }

    private static AudioInputStream wav(Path file) throws IOException {
        InputStream bytes = new BufferedInputStream(Files.newInputStream(file));
        try {
            return AudioSystem.getAudioInputStream(bytes);
        } catch (UnsupportedAudioFileException e) {
            bytes.close();
            throw new IOException("%s is not a WAV file: %s".formatted(file, e.getMessage()), e);
        }
    }

    private static boolean isOurs(AudioFormat format) {
        return format.getEncoding() == AudioFormat.Encoding.PCM_SIGNED
                && format.getSampleRate() == AudioWindow.SAMPLE_RATE_HZ
                && format.getSampleSizeInBits() == 16
                && format.getChannels() == 1
                && !format.isBigEndian();
    }

    private static AudioReader decoded(Path file) throws IOException {
        var errors = Files.createTempFile("cradlewatch-ffmpeg", ".log");
        var command = List.of(
                "ffmpeg",
                "-nostdin",
                "-v",
                "error",
                "-i",
                file.toString(),
                "-f",
                "s16le",
                "-ac",
                "1",
                "-ar",
                String.valueOf(AudioWindow.SAMPLE_RATE_HZ),
                "-");
        try {
            var process = new ProcessBuilder(command)
                    .redirectError(Redirect.to(errors.toFile()))
                    .start();
            return new DecodedReader(file, process, errors);
        } catch (IOException e) {
            Files.deleteIfExists(errors);
            throw new IOException(
                    "%s needs ffmpeg, which does not start: install it (apt-get install ffmpeg)".formatted(file), e);
        }
    }

    private static String extension(Path file) {
        var name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** The seconds that an ffmpeg process writes. */
    private static final class DecodedReader implements AudioReader {
        private final Path file;
        private final Process process;
        private final Path errors;
        private final StreamReader seconds;

        DecodedReader(Path file, Process process, Path errors) {
            this.file = file;
            this.process = process;
            this.errors = errors;
            this.seconds = new StreamReader(process.getInputStream(), this::checkExit);
        }

        private void checkExit() throws IOException {
            try {
                if (process.waitFor() != 0) {
                    throw new IOException("%s cannot be decoded: %s"
                            .formatted(
                                    file,
                                    Files.readString(errors, StandardCharsets.UTF_8)
                                            .strip()));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while decoding " + file, e);
            }
        }

        @Override
        public Optional<byte[]> next() throws IOException {
            return seconds.next();
        }

        @Override
        public long copyTo(OutputStream out) throws IOException {
            return seconds.copyTo(out);
        }

        @Override
        public void close() throws IOException {
            process.destroy();
            seconds.close();
            Files.deleteIfExists(errors);
        }
    }
}
