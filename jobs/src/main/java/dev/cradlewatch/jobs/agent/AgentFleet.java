package dev.cradlewatch.jobs.agent;

import dev.cradlewatch.connectors.identity.DeviceIdentity;
import dev.cradlewatch.connectors.kafka.DeviceRegistry;
import dev.cradlewatch.connectors.kafka.KafkaCluster;
import dev.cradlewatch.jobs.feed.Fed;
import dev.cradlewatch.jobs.feed.Recording;
import dev.cradlewatch.jobs.local.TemporaryFolder;
import dev.cradlewatch.operators.device.DeviceRegistration;
import dev.cradlewatch.operators.device.DeviceRegistration.Status;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/**
 * Plays recordings through real agents, one child process each, a bounded number of them side by side. Records carry the
 * simulated time as their timestamp, so the topics must take the producer's clock. Closing it stops the processes that still
 * run and deletes their files.
 */
public final class AgentFleet implements AutoCloseable {
    private static final Duration STOP_WITHIN = Duration.ofSeconds(15);

    private final AgentProgram program;
    private final KafkaCluster cluster;
    private final TemporaryFolder folder;
    private final int sideBySide;
    private final ExecutorService pool;
    private final Map<String, DeviceIdentity> identities = new HashMap<>();
    private int plays;

    private AgentFleet(AgentProgram program, KafkaCluster cluster, TemporaryFolder folder, int sideBySide) {
        this.program = program;
        this.cluster = cluster;
        this.folder = folder;
        this.sideBySide = sideBySide;
        this.pool = Executors.newFixedThreadPool(sideBySide, task -> new Thread(task, "agent"));
    }

    /**
     * @param environment names the agent's program
     * @param sideBySide  how many agents run at once
     * @throws IOException if program or model is missing; the message says what to do
     */
    public static AgentFleet of(KafkaCluster cluster, Map<String, String> environment, int sideBySide)
            throws IOException {
        var folder = TemporaryFolder.create("cradlewatch-agents");
        try {
            return new AgentFleet(AgentProgram.find(environment, folder.path()), cluster, folder, sideBySide);
        } catch (IOException e) {
            folder.close();
            throw e;
        }
    }

    /** Gives the devices of the recordings new keys and makes them known to their households. */
    public void register(List<Recording> recordings, Instant at) throws IOException, InterruptedException {
        var registrations = new ArrayList<DeviceRegistration>();
        for (var recording : recordings) {
            var device = recording.device();
            var identity = DeviceIdentity.create(device, at);
            identities.put(device, identity);
            registrations.add(new DeviceRegistration(
                    device, recording.household(), device, Status.ACTIVE, List.of(identity.key())));
        }
        new DeviceRegistry(cluster).putAll(registrations);
    }

    /** What a registered device signs with. */
    public Optional<DeviceIdentity> identity(String device) {
        return Optional.ofNullable(identities.get(device));
    }

    /**
     * Plays the recordings of registered devices to their end. Those that find no place at once start when an earlier one has
     * ended, at the simulated time that it is then.
     *
     * @param start    simulated time of the first recordings' first sample
     * @param speed    simulated seconds a second; {@link Double#POSITIVE_INFINITY} for as fast as it goes
     * @param finished is told how many recordings were played so far
     * @throws IOException if a recording cannot be read or an agent fails
     */
    public Fed play(List<Recording> recordings, Instant start, double speed, LongConsumer finished)
            throws IOException, InterruptedException {
        plays++;
        var places = Math.min(sideBySide, recordings.size());
        var preparing = new ArrayList<Callable<ReplayAgent>>();
        for (var i = 0; i < places; i++) {
            preparing.add(preparation(recordings.get(i), i));
        }
        var ready = new ArrayList<ReplayAgent>();
        for (var agent : pool.invokeAll(preparing)) {
            ready.add(AgentWork.result(agent));
        }

        var clock = ReplayClock.from(start, speed);
        var playing = new ExecutorCompletionService<Fed>(pool);
        for (var agent : ready) {
            playing.submit(() -> agent.play(start, speed));
        }
        for (var i = places; i < recordings.size(); i++) {
            var next = preparation(recordings.get(i), i);
            playing.submit(() -> next.call().play(clock.now(), speed));
        }
        var fed = Fed.NOTHING;
        for (var count = 1; count <= recordings.size(); count++) {
            fed = fed.plus(AgentWork.result(playing.take()));
            finished.accept(count);
        }
        return fed;
    }

    @Override
    public void close() throws IOException, InterruptedException {
        pool.shutdownNow();
        pool.awaitTermination(STOP_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        folder.close();
    }

    private Callable<ReplayAgent> preparation(Recording recording, int index) {
        var identity = identities.get(recording.device());
        if (identity == null) {
            throw new IllegalStateException("device %s plays before it was registered".formatted(recording.device()));
        }
        var place = folder.path().resolve("%d-%d".formatted(plays, index));
        return () -> ReplayAgent.prepare(program, cluster.bootstrapServers(), place, recording, identity);
    }
}
