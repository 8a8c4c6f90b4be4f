package dev.cradlewatch.connectors.picture;

import dev.cradlewatch.operators.image.PictureFormat;
import dev.cradlewatch.operators.image.PictureStore;
import dev.cradlewatch.operators.stream.DeadLetterReason;
import dev.cradlewatch.operators.stream.RefusedRecordException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.UUID;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/**
 * A folder or bucket for large pictures, of any file system that Flink knows: uploads in {@code uploads/DEVICE}, results in
 * {@code colorized/DEVICE}. Nothing else is read, whatever a record says.
 *
 * @param address        of the folder, such as {@code s3://bucket/pictures} or {@code file:///srv/pictures}
 * @param maxResultBytes largest result that is written
 */
public record PictureFolder(String address, int maxResultBytes) implements PictureStore {
    private static final String UPLOADS = "uploads";
    private static final String RESULTS = "colorized";
    private static final String PART = ".part";
    private static final int LONGEST_NAME = 200;

    @Override
    public byte[] read(String uri, int maxBytes) throws RefusedRecordException, IOException {
        return read(below(UPLOADS, uri), uri, maxBytes);
    }

    @Override
    public byte[] readResult(String uri, int maxBytes) throws RefusedRecordException, IOException {
        return read(below(RESULTS, uri), uri, maxBytes);
    }

    @Override
    public String write(String device, String imageId, PictureFormat format, byte[] file) throws IOException {
        var folder = new Path(new Path(new Path(address), RESULTS), name(device));
        var extension = format == PictureFormat.PNG ? ".png" : ".jpg";
        var target = new Path(folder, name(imageId) + extension);
        var part = new Path(folder, "." + name(imageId) + PART);
        var files = target.getFileSystem();
        files.mkdirs(folder);
        try (var out = files.create(part, FileSystem.WriteMode.OVERWRITE)) {
            out.write(file);
        }
        if (!files.rename(part, target)) {
            throw new IOException("%s cannot be renamed to %s".formatted(part, target));
        }
        return target.makeQualified(files).toUri().toString();
    }

    private static byte[] read(Path file, String uri, int maxBytes) throws RefusedRecordException, IOException {
        var files = file.getFileSystem();
        try {
            long bytes = files.getFileStatus(file).getLen();
            if (bytes > maxBytes) {
                throw new RefusedRecordException(
                        DeadLetterReason.TOO_LARGE,
                        "picture at %s has %d bytes: at most %d".formatted(uri, bytes, maxBytes));
            }
            try (var in = files.open(file)) {
                return in.readNBytes(maxBytes);
            }
        } catch (FileNotFoundException e) {
            throw new RefusedRecordException(
                    DeadLetterReason.PICTURE_UNREACHABLE,
                    "picture at %s: there is no such file (put it there before the record is sent)".formatted(uri),
                    e);
        }
    }

    /** A record may name a file of its place, not one of the machine's. */
    private Path below(String place, String uri) throws RefusedRecordException, IOException {
        var root = new Path(new Path(address), place);
        var allowed = place(root.makeQualified(root.getFileSystem()).toUri()) + "/";
        try {
            var named = new URI(uri).normalize();
            if (named.getScheme() != null
                    && place(named).startsWith(allowed)
                    && !named.getPath().contains("..")) {
                return new Path(named);
            }
            throw outside(uri, allowed, null);
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw outside(uri, allowed, e);
        }
    }

    /** Without the difference between {@code file:/a} and {@code file:///a}. */
    private static String place(URI uri) {
        return "%s://%s%s"
                .formatted(uri.getScheme(), Objects.requireNonNullElse(uri.getAuthority(), ""), uri.getPath());
    }

    private static RefusedRecordException outside(String uri, String allowed, Exception cause) {
        return new RefusedRecordException(
                DeadLetterReason.PICTURE_UNREACHABLE,
                "picture at %s: expected a file below %s".formatted(uri, allowed),
                cause);
    }

    private static String name(String id) {
        var name = URLEncoder.encode(id, StandardCharsets.UTF_8).replace(".", "%2E");
        return name.length() <= LONGEST_NAME
                ? name
                : UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
