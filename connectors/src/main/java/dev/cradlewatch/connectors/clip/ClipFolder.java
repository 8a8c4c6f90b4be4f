package dev.cradlewatch.connectors.clip;

import dev.cradlewatch.connectors.files.FileStore;
import dev.cradlewatch.connectors.files.FolderFiles;
import dev.cradlewatch.connectors.files.StoredFile;
import dev.cradlewatch.operators.clip.Clip;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Serializable;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.apache.flink.core.fs.Path;

/**
 * The folder or bucket of the clips: a folder for each day (UTC) of sound, in it a WAV file for each alert and monitor. A clip that is
 * written again, after a failure, is the same file.
 *
 * @param address   of the folder
 * @param files     what holds it
 * @param retention how long a file is kept, counted from its writing
 */
public record ClipFolder(String address, FileStore files, Duration retention) implements Serializable {
    private static final int LONGEST_NAME = 200;

    public ClipFolder {
        if (retention.isNegative() || retention.isZero()) {
            throw new IllegalArgumentException(
                    "retention of clips %s: expected more than nothing".formatted(retention));
        }
    }

    /** In no bucket. */
    public ClipFolder(String address, Duration retention) {
        this(address, new FolderFiles(), retention);
    }

    /**
     * Writes a clip's file, whole before it has its name.
     *
     * @throws IOException if the folder does not take it
     */
    public ClipFile write(Clip clip, Instant now) throws IOException {
        var day = new Path(new Path(address), day(clip.start()).toString());
        var file = new Path(day, name(clip) + ".wav");
        var content = ByteBuffer.allocate(WavHeader.BYTES + clip.pcm().length)
                .put(WavHeader.of(clip.pcm().length))
                .put(clip.pcm())
                .array();
        files.write(file, content);
        return new ClipFile(
                clip.alertId(),
                clip.household(),
                clip.device(),
                clip.startedAt(),
                clip.start(),
                clip.length().toMillis(),
                clip.soundMillis(),
                file.toString(),
                content.length,
                now);
    }

    /**
     * Reads a clip's file.
     *
     * @param file as {@link ClipFile#path} names it
     * @return none if its time was over
     * @throws IOException if it is no file of this folder, or cannot be read
     */
    public Optional<byte[]> read(String file) throws IOException {
        var path = new Path(file);
        if (file.contains("..") || !isHere(path)) {
            throw new IOException("%s is no clip of %s".formatted(file, address));
        }
        try {
            return Optional.of(files.read(path, Integer.MAX_VALUE));
        } catch (FileNotFoundException deleted) {
            return Optional.empty();
        }
    }

    /** However the place is spelled: with its scheme or without. */
    private boolean isHere(Path file) {
        var day = file.getParent();
        if (day == null || day.getParent() == null) {
            return false;
        }
        var folder = new Path(address).toUri();
        var named = day.getParent().toUri();
        return folder.getPath().equals(named.getPath()) && Objects.equals(folder.getAuthority(), named.getAuthority());
    }

    /**
     * Deletes the files whose time is over. What lies in no folder of a day is not ours and stays.
     *
     * @return how many files were deleted
     * @throws IOException if the folder cannot be read
     */
    public int deleteOld(Instant now) throws IOException {
        var before = now.minus(retention);
        var old = files.list(new Path(address)).stream()
                .filter(file -> isOfDay(file.path()) && file.writtenAt().isBefore(before))
                .map(StoredFile::path)
                .toList();
        files.delete(old);
        return old.size();
    }

    private static boolean isOfDay(Path file) {
        try {
            LocalDate.parse(file.getParent().getName());
            return true;
        } catch (DateTimeParseException somebodyElses) {
            return false;
        }
    }

    private static LocalDate day(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC);
    }

    private static String name(Clip clip) {
        var name = URLEncoder.encode(clip.alertId() + "_" + clip.device(), StandardCharsets.UTF_8);
        return name.length() <= LONGEST_NAME
                ? name
                : UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
