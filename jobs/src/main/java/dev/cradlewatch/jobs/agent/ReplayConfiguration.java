package dev.cradlewatch.jobs.agent;

import dev.cradlewatch.connectors.identity.Toml;
import java.nio.file.Path;
import java.time.Instant;

/**
 * What an agent needs to play a recording. Its gate is left at its defaults, as on a monitor.
 *
 * @param device  device id
 * @param key     its private key
 * @param model   the agent's model
 * @param sound   recording, 16 kHz mono WAV
 * @param start   simulated time of its first sample
 * @param speed   simulated seconds a second; {@link Double#POSITIVE_INFINITY} for as fast as it goes
 * @param spool   folder for what waits for the network
 * @param brokers host:port of the brokers
 */
record ReplayConfiguration(
        String device, Path key, Path model, Path sound, Instant start, double speed, Path spool, String brokers) {

    /** The configuration file's text. */
    String toml() {
        var toml = new Toml()
                .section("device")
                .entry("id", device)
                .entry("key", key.toString())
                .section("audio")
                .entry("source", "wav")
                .entry("path", sound.toString())
                .entry("start", start.toString())
                .entry("realtime", Double.isFinite(speed));
        if (Double.isFinite(speed)) {
            toml.entry("speed", speed);
        }
        return toml.section("model")
                .entry("path", model.toString())
                .section("spool")
                .entry("dir", spool.toString())
                .section("kafka")
                .entry("brokers", brokers)
                .text();
    }
}
