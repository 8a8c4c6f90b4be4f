package dev.cradlewatch.connectors.notify;

import dev.cradlewatch.connectors.notify.SendResult.Missed;
import dev.cradlewatch.connectors.notify.SendResult.Refused;
import dev.cradlewatch.connectors.notify.SendResult.Taken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

/**
 * Posts to addresses that others chose: only where {@link Destinations} allow, following no redirect, within time limits, and
 * without reading what is answered, so that nobody can make this machine read for them.
 */
final class HttpPost implements AutoCloseable {
    private static final Set<Integer> LATER = Set.of(408, 425, 429);
    private static final int REDIRECTS = 300;
    private static final int CLIENT_ERRORS = 400;
    private static final int SERVER_ERRORS = 500;

    private final SendPolicy policy;
    private final ExecutorService threads;
    private final HttpClient client;

    HttpPost(SendPolicy policy) {
        this.policy = policy;
        threads = Executors.newCachedThreadPool(task -> {
            var thread = new Thread(task, "notify-http");
            thread.setDaemon(true);
            return thread;
        });
        client = HttpClient.newBuilder()
                .connectTimeout(policy.connectWithin())
                .followRedirects(Redirect.NEVER)
                .executor(threads)
                .build();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    /** Never done exceptionally. */
    CompletableFuture<SendResult> post(HttpRequest.Builder builder) {
        var request = builder.timeout(policy.answerWithin())
                .header("User-Agent", "Cradlewatch")
                .version(
                        builder.build().uri().getScheme().equalsIgnoreCase("https") ? Version.HTTP_2 : Version.HTTP_1_1)
                .build();
        var patience = policy.connectWithin().plus(policy.answerWithin());
        return CompletableFuture.supplyAsync(() -> refusal(request.uri()), threads)
                .thenCompose(refusal -> refusal.isPresent()
                        ? CompletableFuture.completedFuture(new Refused(refusal.get()))
                        : client.sendAsync(request, answer -> new NoBody()).thenApply(HttpPost::result))
                .exceptionally(failure -> missed(request.uri(), failure))
                .completeOnTimeout(noAnswer(), patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    private Optional<String> refusal(URI uri) {
        try {
            return policy.destinations().refusal(uri.getHost());
        } catch (UnknownHostException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SendResult result(HttpResponse<Void> response) {
        var status = response.statusCode();
        var said = "HTTP " + status;
        if (status >= SERVER_ERRORS || LATER.contains(status)) {
            return new Missed(said, retryAfter(response, Instant.now()));
        }
        if (status >= CLIENT_ERRORS) {
            return new Refused(said);
        }
        return status >= REDIRECTS
                ? new Refused(said + ": it leads elsewhere (enter the address that it leads to)")
                : new Taken(said);
    }

    /** RFC 9110, 10.2.3: seconds or a date. */
    private static Duration retryAfter(HttpResponse<Void> response, Instant now) {
        var asked = response.headers().firstValue("Retry-After").orElse("").strip();
        try {
            var wait = asked.chars().allMatch(Character::isDigit)
                    ? Duration.ofSeconds(Long.parseLong(asked))
                    : Duration.between(
                            now,
                            ZonedDateTime.parse(asked, DateTimeFormatter.RFC_1123_DATE_TIME)
                                    .toInstant());
            return wait.isNegative() ? Duration.ZERO : wait;
        } catch (NumberFormatException | DateTimeException e) {
            return Duration.ZERO;
        }
    }

    private SendResult missed(URI uri, Throwable failure) {
        var cause = failure instanceof CompletionException || failure instanceof UncheckedIOException
                ? failure.getCause()
                : failure;
        if (cause instanceof UncheckedIOException) {
            return missed(uri, cause);
        }
        if (cause instanceof UnknownHostException) {
            return Missed.of("no address is known of " + uri.getHost());
        }
        if (cause instanceof HttpTimeoutException) {
            return noAnswer();
        }
        if (cause instanceof ConnectException) {
            return Missed.of("no connection to " + uri.getHost());
        }
        if (cause instanceof SSLException) {
            return Missed.of("no secure connection to %s: %s".formatted(uri.getHost(), cause.getMessage()));
        }
        if (cause instanceof IOException) {
            return Missed.of("the connection to %s broke".formatted(uri.getHost()));
        }
        return new Refused("cannot be sent: " + cause);
    }

    private SendResult noAnswer() {
        return Missed.of(
                "no answer within %d ms".formatted(policy.answerWithin().toMillis()));
    }
}
