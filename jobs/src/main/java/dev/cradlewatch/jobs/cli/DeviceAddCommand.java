package dev.cradlewatch.jobs.cli;

import dev.cradlewatch.connectors.identity.AgentConfiguration;
import dev.cradlewatch.connectors.identity.DeviceIdentity;
import dev.cradlewatch.connectors.identity.KeyFile;
import dev.cradlewatch.connectors.kafka.DeviceRegistry;
import dev.cradlewatch.connectors.kafka.RegistryEntries;
import dev.cradlewatch.operators.device.DeviceRegistration;
import dev.cradlewatch.operators.device.DeviceRegistration.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Registers a new monitor and makes the files that its agent starts with. */
@Command(
        name = "add",
        mixinStandardHelpOptions = true,
        description = {
            "Makes a key pair for a new monitor and registers the public key.",
            "Writes what the monitor's agent needs: device.pem (its private key, readable by you only) and agent.toml"
                    + " (its configuration, also printed)."
        })
final class DeviceAddCommand implements Callable<Integer> {
    static final String KEY_FILE = "device.pem";

    private static final String CONFIGURATION_FILE = "agent.toml";
    private static final int ID_BYTES = 4;
    private static final int MOST_NAME_CHARACTERS = 64;

    @Option(
            names = "--household",
            required = true,
            paramLabel = "H",
            converter = IdConverter.class,
            description = "Id of the household whose monitor it is.")
    private String household;

    @Option(
            names = "--name",
            paramLabel = "N",
            description = "What the caregivers call it, such as \"Cot by the window\" (default: its id).")
    private Optional<String> name = Optional.empty();

    @Option(
            names = "--id",
            paramLabel = "ID",
            converter = IdConverter.class,
            description = "Device id, never used before (default: a random one).")
    private Optional<String> id = Optional.empty();

    @Option(names = "--out", paramLabel = "DIR", description = "Folder for the files (default: one named by the id).")
    private Optional<Path> out = Optional.empty();

    @Mixin
    private BrokerOptions brokers = new BrokerOptions();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var device = id.orElseGet(DeviceAddCommand::randomId);
        var shownName = name.orElse(device);
        if (shownName.isBlank()
                || shownName.length() > MOST_NAME_CHARACTERS
                || shownName.chars().anyMatch(Character::isISOControl)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--name: expected 1 to %d characters in one line".formatted(MOST_NAME_CHARACTERS));
        }
        var cluster = brokers.cluster();
        var registry = new DeviceRegistry(cluster);
        requireNew(device, registry.read());
        var folder = out.orElse(Path.of(device));
        var configuration =
                new AgentConfiguration(device, KEY_FILE, cluster.bootstrapServers(), cluster.clientProperties());
        var identity = DeviceIdentity.create(device, Instant.now());
        writeFiles(folder, identity, configuration);
        var registration = new DeviceRegistration(device, household, shownName, Status.ACTIVE, List.of(identity.key()));
        try {
            registry.put(registration);
        } catch (IOException e) {
            deleteFiles(folder);
            throw e;
        }
        var printer = spec.commandLine().getOut();
        printer.printf(
                "Device %s (%s) of household %s is registered with key %s.%n",
                device, shownName, household, identity.key().kid());
        printer.printf("Give the monitor these two files; the private key is nobody else's business:%n");
        printer.printf("  %s%n  %s%n%n", folder.resolve(KEY_FILE), folder.resolve(CONFIGURATION_FILE));
        printer.print(configuration.toml());
        printer.flush();
        return 0;
    }

    private static void requireNew(String device, RegistryEntries entries) throws IOException {
        if (entries.devices().containsKey(device) || entries.unreadable().containsKey(device)) {
            var entry = DeviceCommand.known(entries, device);
            throw new IOException("device %s is in the registry already, of household %s, %s: choose another --id"
                    .formatted(device, entry.household(), DeviceTable.status(entry)));
        }
    }

    private static void writeFiles(Path folder, DeviceIdentity identity, AgentConfiguration configuration)
            throws IOException {
        var file = folder.resolve(CONFIGURATION_FILE);
        if (Files.exists(file)) {
            throw new IOException("%s exists already (name another folder with --out)".formatted(file));
        }
        KeyFile.write(folder.resolve(KEY_FILE), identity);
        Files.writeString(file, configuration.toml(), StandardOpenOption.CREATE_NEW);
    }

    private static void deleteFiles(Path folder) throws IOException {
        Files.deleteIfExists(folder.resolve(KEY_FILE));
        Files.deleteIfExists(folder.resolve(CONFIGURATION_FILE));
    }

    private static String randomId() {
        var bytes = new byte[ID_BYTES];
        new SecureRandom().nextBytes(bytes);
        return "monitor-" + HexFormat.of().formatHex(bytes);
    }
}
