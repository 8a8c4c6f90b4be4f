package dev.cradlewatch.jobs.agent;

import dev.cradlewatch.connectors.identity.DeviceIdentity;
import dev.cradlewatch.connectors.identity.KeyFile;
import dev.cradlewatch.jobs.feed.Fed;
import dev.cradlewatch.jobs.feed.Recording;
import dev.cradlewatch.jobs.feed.WavFile;
import dev.cradlewatch.jobs.local.TemporaryFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** One monitor of a replay: its files, and its process while it plays. */
final class ReplayAgent {
    private final AgentProgram program;
    private final String brokers;
    private final Path folder;
    private final String device;
    private final Path sound;

    private ReplayAgent(AgentProgram program, String brokers, Path folder, String device, Path sound) {
        this.program = program;
        this.brokers = brokers;
        this.folder = folder;
        this.device = device;
        this.sound = sound;
    }

    /** Writes what the agent needs before it starts, the sound too unless it is a WAV file as the agent reads it. */
    static ReplayAgent prepare(
            AgentProgram program, String brokers, Path folder, Recording recording, DeviceIdentity identity)
            throws IOException, InterruptedException {
        Files.createDirectories(folder);
        KeyFile.write(key(folder), identity);
        var ready = recording.audio().wav();
        var sound = ready.isPresent() ? ready.get().toAbsolutePath() : folder.resolve("sound.wav");
        if (ready.isEmpty()) {
            try (var reader = recording.audio().open()) {
                WavFile.write(sound, reader);
            }
        }
        return new ReplayAgent(program, brokers, folder, recording.device(), sound);
    }

    /**
     * Plays the recording to its end. Interrupted, it stops the process first.
     *
     * @throws AgentException if the agent fails
     */
    Fed play(Instant start, double speed) throws IOException, InterruptedException {
        var who = "the agent of " + device;
        var configuration = new ReplayConfiguration(
                device, key(folder), program.model(), sound, start, speed, folder.resolve("spool"), brokers);
        var file = Files.writeString(folder.resolve("agent.toml"), configuration.toml());
        var command = List.of(program.executable().toString(), "--config", file.toString());
        check(who, command);
        try (var child = Child.start(who, command, folder)) {
            var fed = AgentReport.read(who, child.await()).fed();
            TemporaryFolder.delete(folder);
            return fed;
        }
    }

    /** A monitor listens on without a model that it cannot read; whoever plays a recording wants to know. */
    private void check(String who, List<String> command) throws IOException, InterruptedException {
        var checking = new ArrayList<>(command);
        checking.add("--check");
        try (var child = Child.start(who, checking, folder)) {
            child.await();
        }
    }

    private static Path key(Path folder) {
        return folder.resolve("device.pem");
    }
}
