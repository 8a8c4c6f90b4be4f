package dev.cradlewatch.console.http;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import java.time.Duration;

/** How often somebody may ask. Far above what a page does; thread-safe. */
public final class Limits {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int MOST_KNOWN = 100_000;

    private final LoadingCache<String, Bucket> addresses;
    private final LoadingCache<String, Bucket> sessions;
    private final LoadingCache<String, Bucket> tests;
    private final LoadingCache<String, Bucket> questions;

    /** @param policy the numbers */
    public Limits(LimitPolicy policy) {
        addresses = buckets(policy.strangersPerMinute());
        sessions = buckets(policy.requestsPerMinute());
        tests = buckets(policy.channelTestsPerMinute());
        questions = buckets(policy.questionsPerMinute());
    }

    void ofAddress(String address) {
        take(addresses, address);
    }

    void ofSession(String session) {
        take(sessions, session);
    }

    /** @throws TooManyRequests if a household tries its channels too often: each try calls somebody else's server */
    public void ofChannelTest(String household) {
        take(tests, household);
    }

    /** @throws TooManyRequests if an analyst asks the history too often */
    public void ofQuestion(String session) {
        take(questions, session);
    }

    private static void take(LoadingCache<String, Bucket> buckets, String key) {
        var probe = buckets.get(key).tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            throw new TooManyRequests(Duration.ofNanos(probe.getNanosToWaitForRefill()));
        }
    }

    private static LoadingCache<String, Bucket> buckets(int perMinute) {
        var bandwidth = Bandwidth.builder()
                .capacity(perMinute)
                .refillGreedy(perMinute, MINUTE)
                .build();
        return Caffeine.newBuilder()
                .maximumSize(MOST_KNOWN)
                .expireAfterAccess(MINUTE.multipliedBy(2))
                .build(key -> Bucket.builder().addLimit(bandwidth).build());
    }
}
