package dev.cradlewatch.console.http;

/**
 * How often somebody may ask; a whole minute's number may come at once.
 *
 * @param strangersPerMinute    tries to sign in of one address, and its requests without a session
 * @param requestsPerMinute     requests of one session
 * @param channelTestsPerMinute tests of a household's channels
 * @param questionsPerMinute    questions of an analyst to the history
 */
public record LimitPolicy(
        int strangersPerMinute, int requestsPerMinute, int channelTestsPerMinute, int questionsPerMinute) {

    public static LimitPolicy defaults() {
        return new LimitPolicy(60, 600, 10, 60);
    }
}
