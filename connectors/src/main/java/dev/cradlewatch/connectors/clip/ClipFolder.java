package dev.cradlewatch.connectors.clip;

import dev.cradlewatch.operators.clip.Clip;
import java.io.IOException;
import java.io.Serializable;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Optional;
import java.util.UUID;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/**
 * The folder or bucket of the clips: a folder for each day (UTC) of sound, in it a WAV file for each alert and monitor. A clip that is
 * written again, after a failure, is the same file.
 *
 * @param address   of the folder
 * @param retention how long a file is kept, counted from its writing
 */
public record ClipFolder(String address, Duration retention) implements Serializable {
    private static final String PART = ".part";
    private static final int LONGEST_NAME = 200;

    public ClipFolder {
        if (retention.isNegative() || retention.isZero()) {
            throw new IllegalArgumentException(
                    "retention of clips %s: expected more than nothing".formatted(retention));
        }
    }

    /**
     * Writes a clip's file, whole before it has its name.
     *
     * @throws IOException if the folder does not take it
     */
    public ClipFile write(Clip clip, Instant now) throws IOException {
        var day = new Path(new Path(address), day(clip.start()).toString());
        var name = name(clip);
        var file = new Path(day, name + ".wav");
        var part = new Path(day, "." + name + PART);
        var files = file.getFileSystem();
        files.mkdirs(day);
        try (var out = files.create(part, FileSystem.WriteMode.OVERWRITE)) {
            out.write(WavHeader.of(clip.pcm().length).array());
            out.write(clip.pcm());
        }
        if (!files.rename(part, file)) {
            throw new IOException("%s cannot be renamed to %s".formatted(part, file));
        }
        return new ClipFile(
                clip.alertId(),
                clip.household(),
                clip.device(),
                clip.startedAt(),
                clip.start(),
                clip.length().toMillis(),
                clip.soundMillis(),
                file.toString(),
                WavHeader.BYTES + (long) clip.pcm().length,
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
        var folder = new Path(address);
        var isInside = path.getParent() != null
                && folder.toUri()
                        .getPath()
                        .equals(path.getParent().getParent().toUri().getPath());
        if (!isInside || file.contains("..")) {
            throw new IOException("%s is no clip of %s".formatted(file, address));
        }
        var files = folder.getFileSystem();
        if (!files.exists(path)) {
            return Optional.empty();
        }
        try (var in = files.open(path)) {
            return Optional.of(in.readAllBytes());
        }
    }

    /**
     * Deletes the files whose time is over, and folders of days that have none left. A file is never older than its sound, so only
     * folders of days before the retention are looked into.
     *
     * @return how many files were deleted
     * @throws IOException if the folder cannot be read
     */
    public int deleteOld(Instant now) throws IOException {
        var root = new Path(address);
        var files = root.getFileSystem();
        if (!files.exists(root)) {
            return 0;
        }
        var before = now.minus(retention);
        var deleted = 0;
        for (var folder : files.listStatus(root)) {
            if (folder.isDir()
                    && day(folder).map(day -> !day.isAfter(day(before))).orElse(false)) {
                deleted += deleteOld(files, folder.getPath(), before);
            }
        }
        return deleted;
    }

    private static int deleteOld(FileSystem files, Path folder, Instant before) throws IOException {
        var old = new ArrayList<Path>();
        var all = files.listStatus(folder);
        for (var file : all) {
            if (!file.isDir() && file.getModificationTime() < before.toEpochMilli()) {
                old.add(file.getPath());
            }
        }
        for (var file : old) {
            files.delete(file, false);
        }
        if (old.size() == all.length) {
            files.delete(folder, false);
        }
        return old.size();
    }

    private static LocalDate day(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC);
    }

    private static Optional<LocalDate> day(FileStatus folder) {
        try {
            return Optional.of(LocalDate.parse(folder.getPath().getName()));
        } catch (DateTimeParseException somebodyElses) {
            return Optional.empty();
        }
    }

    private static String name(Clip clip) {
        var name = URLEncoder.encode(clip.alertId() + "_" + clip.device(), StandardCharsets.UTF_8);
        return name.length() <= LONGEST_NAME
                ? name
                : UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
