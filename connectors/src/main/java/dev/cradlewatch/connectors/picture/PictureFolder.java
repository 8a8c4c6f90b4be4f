package dev.cradlewatch.connectors.picture;

import dev.cradlewatch.connectors.files.FileStore;
import dev.cradlewatch.connectors.files.FolderFiles;
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
import org.apache.flink.core.fs.Path;

/**
 * A folder or bucket for large pictures: uploads in {@code uploads/DEVICE}, results in {@code colorized/DEVICE}. Nothing else is read,
 * whatever a record says.
 *
 * @param address        of the folder, such as {@code s3://bucket/pictures} or {@code file:///srv/pictures}
 * @param files          what holds it
 * @param maxResultBytes largest result that is written
 */
public record PictureFolder(String address, FileStore files, int maxResultBytes) implements PictureStore {
    private static final String UPLOADS = "uploads";
    private static final String RESULTS = "colorized";
    private static final String LOCAL = "file";
    private static final int LONGEST_NAME = 200;

    /** In no bucket. */
    public PictureFolder(String address, int maxResultBytes) {
        this(address, new FolderFiles(), maxResultBytes);
    }

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
        var extension = format == PictureFormat.PNG ? ".png" : ".jpg";
        var target = new Path(new Path(place(RESULTS), name(device)), name(imageId) + extension);
        files.write(target, file);
        return target.toUri().toString();
    }

    private byte[] read(Path file, String uri, int maxBytes) throws RefusedRecordException, IOException {
        try {
            var bytes = files.size(file);
            if (bytes > maxBytes) {
                throw new RefusedRecordException(
                        DeadLetterReason.TOO_LARGE,
                        "picture at %s has %d bytes: at most %d".formatted(uri, bytes, maxBytes));
            }
            return files.read(file, maxBytes);
        } catch (FileNotFoundException e) {
            throw new RefusedRecordException(
                    DeadLetterReason.PICTURE_UNREACHABLE,
                    "picture at %s: there is no such file (put it there before the record is sent)".formatted(uri),
                    e);
        }
    }

    /** A record may name a file of its place, not one of the machine's. */
    private Path below(String place, String uri) throws RefusedRecordException {
        var allowed = spelled(place(place).toUri()) + "/";
        try {
            var named = new URI(uri).normalize();
            if (named.getScheme() != null
                    && spelled(named).startsWith(allowed)
                    && !named.getPath().contains("..")) {
                return new Path(named);
            }
            throw outside(uri, allowed, null);
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw outside(uri, allowed, e);
        }
    }

    /** With a scheme, because a record needs one. */
    private Path place(String name) {
        var root = new Path(address).toUri();
        var scheme = Objects.requireNonNullElse(root.getScheme(), LOCAL);
        return new Path(new Path(scheme, root.getAuthority(), root.getPath()), name);
    }

    /** Without the difference between {@code file:/a} and {@code file:///a}. */
    private static String spelled(URI uri) {
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
