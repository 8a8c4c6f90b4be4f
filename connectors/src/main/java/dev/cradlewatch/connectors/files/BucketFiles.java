package dev.cradlewatch.connectors.files;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.fs.Path;
import org.apache.iceberg.aws.s3.S3FileIO;
import org.apache.iceberg.exceptions.NotFoundException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/**
 * Files of a bucket, by the client that Iceberg's tables are read and written with. A file is uploaded by one request and appears with
 * it, so it needs no name for the way and no rename, which S3 does not have. Iceberg's own output would upload what it has of a file whose
 * writing failed. Each call has a client of its own: calls are rare, and nobody has to close one later.
 *
 * @param properties how the bucket is reached, by Iceberg's names; they may hold secrets
 */
public record BucketFiles(Map<String, String> properties) implements FileStore {
    static final String SCHEME = "s3";

    private static final String ANY_TYPE = "application/octet-stream";

    public BucketFiles {
        properties = Map.copyOf(properties);
    }

    @Override
    public void write(Path file, byte[] content) throws IOException {
        var address = file.toUri();
        var put = PutObjectRequest.builder()
                .bucket(address.getAuthority())
                .key(address.getPath().substring(1))
                .build();
        var body = RequestBody.fromContentProvider(
                ContentStreamProvider.fromByteArrayUnsafe(content), content.length, ANY_TYPE);
        ask(file, "written", store -> store.client().putObject(put, body));
    }

    @Override
    public long size(Path file) throws IOException {
        return ask(file, "read", store -> {
            var input = store.newInputFile(file.toString());
            if (!input.exists()) {
                throw new FileNotFoundException(file.toString());
            }
            return input.getLength();
        });
    }

    @Override
    public byte[] read(Path file, int mostBytes) throws IOException {
        return ask(file, "read", store -> {
            try (var in = store.newInputFile(file.toString()).newStream()) {
                return in.readNBytes(mostBytes);
            }
        });
    }

    @Override
    public List<StoredFile> list(Path folder) throws IOException {
        return ask(folder, "listed", store -> {
            var files = new ArrayList<StoredFile>();
            store.listPrefix(folder + "/")
                    .forEach(file -> files.add(
                            new StoredFile(new Path(file.location()), Instant.ofEpochMilli(file.createdAtMillis()))));
            return files;
        });
    }

    @Override
    public void delete(Collection<Path> files) throws IOException {
        if (!files.isEmpty()) {
            ask(files.iterator().next(), "deleted", store -> {
                store.deleteFiles(files.stream().map(Path::toString).toList());
                return files;
            });
        }
    }

    @FunctionalInterface
    private interface Question<T> {
        T of(S3FileIO store) throws IOException;
    }

    private <T> T ask(Path what, String done, Question<T> question) throws IOException {
        try (var store = new S3FileIO()) {
            store.initialize(properties);
            return question.of(store);
        } catch (NotFoundException e) {
            throw (IOException) new FileNotFoundException(what.toString()).initCause(e);
        } catch (RuntimeException e) {
            throw new IOException("%s cannot be %s: %s".formatted(what, done, e.getMessage()), e);
        }
    }

    /** Without the properties: they may hold secrets. */
    @Override
    public String toString() {
        return "files of a bucket";
    }
}
