package dev.cradlewatch.connectors.files;

import dev.cradlewatch.connectors.history.ObjectStore;
import java.net.URI;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.S3Object;

/** An S3 server in this process, with one bucket in memory, that checks every request's signature. */
public final class S3Server implements AutoCloseable {
    public static final String BUCKET = "cradle";

    private static final String ACCESS_KEY = "history";

    private final String secretKey = UUID.randomUUID().toString();
    private final TransientNio2BlobStore buckets = new TransientNio2BlobStore();
    private final S3Proxy server;

    public S3Server() throws Exception {
        buckets.createContainer(CreateBucketRequest.builder().bucket(BUCKET).build());
        server = S3Proxy.builder()
                .blobStore(buckets)
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, ACCESS_KEY, secretKey)
                .build();
        server.start();
    }

    public ObjectStore store() {
        return new ObjectStore(
                URI.create("http://127.0.0.1:" + server.getPort()), "eu-central-1", ACCESS_KEY, secretKey);
    }

    public Set<String> keys() {
        var keys = new TreeSet<String>();
        buckets
                .list(ListObjectsV2Request.builder()
                        .bucket(BUCKET)
                        .maxKeys(10_000)
                        .build())
                .contents()
                .stream()
                .map(S3Object::key)
                .forEach(keys::add);
        return keys;
    }

    @Override
    public void close() throws Exception {
        server.stop();
    }
}
