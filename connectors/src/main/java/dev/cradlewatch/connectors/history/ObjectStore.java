package dev.cradlewatch.connectors.history;

import java.io.Serializable;
import java.net.URI;
import java.util.Map;
import org.apache.iceberg.CatalogProperties;
import org.apache.iceberg.aws.AwsClientProperties;
import org.apache.iceberg.aws.HttpClientProperties;
import org.apache.iceberg.aws.s3.S3FileIO;
import org.apache.iceberg.aws.s3.S3FileIOProperties;

/**
 * A store that speaks S3: Amazon's or one of the house.
 *
 * @param endpoint  where it answers
 * @param region    its region; a store of the house takes any
 * @param accessKey the key's name
 * @param secretKey the key
 */
public record ObjectStore(URI endpoint, String region, String accessKey, String secretKey) implements Serializable {
    /** The default one also wants the clients of services that are not used here. */
    private static final String S3_ALONE = "org.apache.iceberg.aws.s3.DefaultS3FileIOAwsClientFactory";

    /** How its files are reached, by Iceberg's names. With the key. */
    public Map<String, String> properties() {
        return Map.of(
                CatalogProperties.FILE_IO_IMPL,
                S3FileIO.class.getName(),
                S3FileIOProperties.CLIENT_FACTORY,
                S3_ALONE,
                S3FileIOProperties.ENDPOINT,
                endpoint.toString(),
                S3FileIOProperties.ACCESS_KEY_ID,
                accessKey,
                S3FileIOProperties.SECRET_ACCESS_KEY,
                secretKey,
                S3FileIOProperties.PATH_STYLE_ACCESS,
                "true",
                AwsClientProperties.CLIENT_REGION,
                region,
                HttpClientProperties.CLIENT_TYPE,
                HttpClientProperties.CLIENT_TYPE_URLCONNECTION);
    }

    /** Without the key. */
    @Override
    public String toString() {
        return accessKey + " at " + endpoint;
    }
}
