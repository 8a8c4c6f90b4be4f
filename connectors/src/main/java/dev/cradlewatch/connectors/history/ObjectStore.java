package dev.cradlewatch.connectors.history;

import java.io.Serializable;
import java.net.URI;

/**
 * A store that speaks S3: Amazon's or one of the house.
 *
 * @param endpoint  where it answers
 * @param region    its region; a store of the house takes any
 * @param accessKey the key's name
 * @param secretKey the key
 */
public record ObjectStore(URI endpoint, String region, String accessKey, String secretKey) implements Serializable {

    /** Without the key. */
    @Override
    public String toString() {
        return accessKey + " at " + endpoint;
    }
}
