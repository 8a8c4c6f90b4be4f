package dev.cradlewatch.jobs.cli;

import dev.cradlewatch.connectors.identity.DeviceIdentity;
import dev.cradlewatch.connectors.identity.KeyFile;
import dev.cradlewatch.connectors.kafka.DeviceRegistry;
import dev.cradlewatch.operators.device.DeviceKey;
import dev.cradlewatch.operators.device.DeviceRegistration.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Gives a monitor a new key. */
@Command(
        name = "rotate",
        mixinStandardHelpOptions = true,
        description = {
            "Makes a new key pair for a monitor and registers it beside the old one, which is taken for a while yet.",
            "Put the new device.pem on the monitor before that time is over."
        })
final class DeviceRotateCommand implements Callable<Integer> {
    private static final Duration LONGEST_OVERLAP = Duration.ofDays(365);

    @Parameters(paramLabel = "ID", converter = IdConverter.class, description = "Device id.")
    private String device;

    @Option(
            names = "--overlap",
            paramLabel = "PT24H",
            defaultValue = "PT24H",
            description =
                    "How long the old key is still taken, ISO 8601; PT0S if it was stolen (default: ${DEFAULT-VALUE}).")
    private Duration overlap;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder for the new device.pem (default: one named by the device and the key).")
    private Optional<Path> out = Optional.empty();

    @Mixin
    private BrokerOptions brokers = new BrokerOptions();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (overlap.isNegative() || overlap.compareTo(LONGEST_OVERLAP) > 0) {
            throw new ParameterException(
                    spec.commandLine(), "--overlap: %s: expected PT0S to %s".formatted(overlap, LONGEST_OVERLAP));
        }
        var registry = new DeviceRegistry(brokers.cluster());
        var registration = DeviceCommand.known(registry.read(), device);
        if (registration.status() == Status.REVOKED) {
            throw new IOException(
                    "device %s was revoked: it gets no new key (add it under another id with: cradlewatch device add)"
                            .formatted(device));
        }
        var now = Instant.now();
        var retires = now.plus(overlap);
        var identity = DeviceIdentity.create(device, now);
        var keys = new ArrayList<DeviceKey>();
        keys.add(identity.key());
        registration.keys().forEach(key -> keys.add(key.retiring(retires)));
        var file = out.orElse(Path.of(device + "-" + identity.key().kid())).resolve(DeviceAddCommand.KEY_FILE);
        KeyFile.write(file, identity);
        try {
            registry.put(registration.with(keys));
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw e;
        }
        var printer = spec.commandLine().getOut();
        printer.printf(
                "Device %s has the new key %s, in %s.%n", device, identity.key().kid(), file);
        printer.printf(
                "Put it in the place of the monitor's %s and restart its agent; older keys are taken until %s.%n",
                DeviceAddCommand.KEY_FILE, retires.truncatedTo(ChronoUnit.SECONDS));
        printer.flush();
        return 0;
    }
}
