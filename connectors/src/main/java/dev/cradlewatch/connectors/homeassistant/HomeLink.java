package dev.cradlewatch.connectors.homeassistant;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3Client;
import com.hivemq.client.mqtt.mqtt3.message.auth.Mqtt3SimpleAuth;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import dev.cradlewatch.operators.household.HomeAssistant;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One household's connection to its broker: brings what shall be retained there, and brings it again whenever the connection is
 * new, because a broker may have forgotten. If the connection breaks, the broker says
 * for us that we are offline (the last will).
 *
 * <p>Safe for use by several threads; nothing blocks. The client's {@code publish} may wait for its own event loop, whose callbacks
 * come here, so it is called by one worker at a time and never under the lock.
 */
final class HomeLink {
    private static final int KEEP_ALIVE_SECONDS = 30;
    private static final Duration GOODBYE = Duration.ofSeconds(2);
    private static final byte[] NOTHING = {};

    private final HomeAssistant address;
    private final HomeTopics topics;
    private final LinkPolicy policy;
    private final LinkThreads threads;

    private final Outbox outbox = new Outbox();
    private Optional<Mqtt3AsyncClient> connected = Optional.empty();
    private int failures;
    private String trouble = "";
    private boolean closed;
    private boolean pumping;

    /** @param after when it may connect: its predecessor, which has the same name at the broker, must be gone */
    HomeLink(
            HomeAssistant address,
            HomeTopics topics,
            LinkPolicy policy,
            LinkThreads threads,
            CompletableFuture<Void> after) {
        this.address = address;
        this.topics = topics;
        this.policy = policy;
        this.threads = threads;
        outbox.keep(topics.availability(), Entities.bytes(Entities.ONLINE));
        after.thenRun(() -> threads.after(Duration.ZERO, this::connect));
    }

    HomeAssistant address() {
        return address;
    }

    /** From now on the broker shall retain just these, beside pictures; what it had from us and is not among them goes. */
    synchronized void show(Map<String, String> messages) {
        for (var topic : outbox.kept()) {
            if (!messages.containsKey(topic) && !topic.equals(topics.availability())) {
                outbox.giveAway(topic, NOTHING);
            }
        }
        messages.forEach((topic, message) -> outbox.keep(topic, Entities.bytes(message)));
        startPump();
    }

    /** From now on the broker shall retain this picture. */
    synchronized void showPicture(String device, byte[] picture) {
        outbox.giveAway(topics.picture(device), picture);
        startPump();
    }

    /** From now on there is no picture of the monitor. */
    synchronized void forgetPicture(String device) {
        outbox.giveAway(topics.picture(device), NOTHING);
        startPump();
    }

    /** Says once more that we are here, so that {@link #isSettled} tells whether the broker hears us. */
    synchronized void greet() {
        outbox.startOver(topics.availability());
        startPump();
    }

    /** Whether the broker has everything. */
    synchronized boolean isSettled() {
        return connected.isPresent() && outbox.isTaken();
    }

    /** Why it may not have everything; empty if nothing is known to be wrong. */
    synchronized String trouble() {
        return trouble;
    }

    /** Says goodbye; done when the broker knows, or after a moment. */
    CompletableFuture<Void> close() {
        return farewell(Entities.bytes(Entities.OFFLINE));
    }

    /** Takes back everything that the broker retains for us, pictures of these monitors too, then says goodbye. */
    CompletableFuture<Void> retire(Iterable<String> devices) {
        synchronized (this) {
            show(Map.of());
            devices.forEach(this::forgetPicture);
        }
        return farewell(NOTHING);
    }

    private CompletableFuture<Void> farewell(byte[] lastWord) {
        var done = new CompletableFuture<Void>();
        synchronized (this) {
            closed = true;
            if (connected.isEmpty()) {
                done.complete(null);
                return done;
            }
        }
        threads.after(Duration.ZERO, () -> {
            try {
                sayGoodbye(lastWord);
            } finally {
                done.complete(null);
            }
        });
        return done.completeOnTimeout(null, GOODBYE.multipliedBy(4).toMillis(), TimeUnit.MILLISECONDS);
    }

    private void sayGoodbye(byte[] lastWord) {
        var client = settled();
        if (client.isEmpty()) {
            return;
        }
        try {
            client.get()
                    .publish(retained(topics.availability(), lastWord))
                    .get(GOODBYE.toMillis(), TimeUnit.MILLISECONDS);
            client.get().disconnect().get(GOODBYE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            client.get().disconnect();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The connection, once the broker has everything, or after a moment; none if it broke meanwhile. */
    private synchronized Optional<Mqtt3AsyncClient> settled() {
        var end = System.nanoTime() + GOODBYE.toNanos();
        try {
            while (connected.isPresent() && !outbox.isTaken() && System.nanoTime() < end) {
                TimeUnit.NANOSECONDS.timedWait(this, end - System.nanoTime());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return connected;
    }

    private void startPump() {
        if (connected.isPresent() && !pumping) {
            pumping = true;
            threads.after(Duration.ZERO, this::pump);
        }
    }

    private void pump() {
        for (var next = next(); next.isPresent(); next = next()) {
            var message = next.get();
            message.client()
                    .publish(retained(message.letter().topic(), message.letter().payload()))
                    .thenAccept(sent -> taken(message));
        }
    }

    /** A letter on its way. */
    private record Outgoing(Mqtt3AsyncClient client, Outbox.Letter letter) {}

    private synchronized Optional<Outgoing> next() {
        var next = connected.flatMap(client -> outbox.next().map(letter -> new Outgoing(client, letter)));
        pumping = next.isPresent();
        return next;
    }

    private synchronized void taken(Outgoing message) {
        if (connected.isPresent() && connected.get() == message.client()) {
            outbox.taken(message.letter());
            notifyAll();
        }
    }

    private void connect() {
        if (isClosed()) {
            return;
        }
        try {
            var refusal = policy.destinations().refusal(address.host());
            if (refusal.isPresent()) {
                failed(refusal.get());
                return;
            }
            // Looked up once for the judgement and the connection: what was judged is what is called.
            var client = client(new InetSocketAddress(InetAddress.getByName(address.host()), address.port()));
            client.connectWith()
                    .cleanSession(true)
                    .keepAlive(KEEP_ALIVE_SECONDS)
                    .send()
                    .thenAccept(answer -> onConnected(client));
        } catch (UnknownHostException e) {
            failed("no address is known of " + address.host());
        } catch (IllegalArgumentException e) {
            failed(e.getMessage());
        }
    }

    private Mqtt3AsyncClient client(InetSocketAddress server) {
        var builder = Mqtt3Client.builder()
                .identifier(topics.client())
                .transportConfig()
                .serverAddress(server)
                .socketConnectTimeout(policy.connectWithin().toMillis(), TimeUnit.MILLISECONDS)
                .mqttConnectTimeout(policy.connectWithin().toMillis(), TimeUnit.MILLISECONDS)
                .applyTransportConfig()
                .willPublish(retained(topics.availability(), Entities.bytes(Entities.OFFLINE)))
                .addDisconnectedListener(context -> onDisconnected(context.getCause()));
        if (address.tls()) {
            builder = builder.sslWithDefaultConfig();
        }
        if (!address.user().isEmpty()) {
            builder = builder.simpleAuth(Mqtt3SimpleAuth.builder()
                    .username(address.user())
                    .password(address.password().getBytes(StandardCharsets.UTF_8))
                    .build());
        }
        return builder.buildAsync();
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private void onConnected(Mqtt3AsyncClient client) {
        synchronized (this) {
            if (!closed) {
                connected = Optional.of(client);
                failures = 0;
                trouble = "";
                outbox.startOver();
                startPump();
                return;
            }
        }
        client.disconnect();
    }

    /** Also called when a connection is refused. */
    private void onDisconnected(Throwable cause) {
        failed("no connection to the broker at %s:%d: %s".formatted(address.host(), address.port(), words(cause)));
    }

    private synchronized void failed(String why) {
        connected = Optional.empty();
        notifyAll();
        if (!closed) {
            failures++;
            trouble = why;
            threads.after(policy.waitAfter(failures), this::connect);
        }
    }

    private static Mqtt3Publish retained(String topic, byte[] payload) {
        return Mqtt3Publish.builder()
                .topic(topic)
                .payload(payload)
                .qos(MqttQos.AT_LEAST_ONCE)
                .retain(true)
                .build();
    }

    private static String words(Throwable cause) {
        var inner = cause.getCause() instanceof IOException ? cause.getCause() : cause;
        return Optional.ofNullable(inner.getMessage()).orElse(inner.getClass().getSimpleName());
    }
}
