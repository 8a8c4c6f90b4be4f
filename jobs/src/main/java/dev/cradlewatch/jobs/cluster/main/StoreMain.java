package dev.cradlewatch.jobs.cluster.main;

import dev.cradlewatch.jobs.cluster.config.SystemConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.slf4j.LoggerFactory;

/** A store that speaks S3, in front of a folder: the history's bucket on a machine that has no other. */
public final class StoreMain {
    private StoreMain() {}

    /** @param arguments the file system.properties, and the folder that holds the buckets */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 2) {
            throw new IllegalArgumentException(
                    "%d arguments: expected the file system.properties and a folder".formatted(arguments.length));
        }
        var system = SystemConfig.read(Path.of(arguments[0]));
        var folder = Path.of(arguments[1]);
        Files.createDirectories(folder.resolve(system.bucket()));
        var store = system.store();
        S3Proxy.builder()
                .blobStore(new FilesystemNio2BlobStore(folder.toString()))
                .endpoint(store.endpoint())
                .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, store.accessKey(), store.secretKey())
                .build()
                .start();
        LoggerFactory.getLogger(StoreMain.class).info("{} serves {}", store, folder);
    }
}
