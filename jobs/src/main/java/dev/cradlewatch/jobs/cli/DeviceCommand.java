package dev.cradlewatch.jobs.cli;

import dev.cradlewatch.connectors.kafka.RegistryEntries;
import dev.cradlewatch.operators.device.DeviceRegistration;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Keeps the device registry of a running system. */
@Command(
        name = "device",
        mixinStandardHelpOptions = true,
        description = {
            "Keeps the monitors of a running system: who they are, and the keys that they sign their records with.",
            "What is not signed by a registered key is not taken."
        },
        subcommands = {
            DeviceAddCommand.class,
            DeviceListCommand.class,
            DeviceRevokeCommand.class,
            DeviceRotateCommand.class
        })
final class DeviceCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "what about devices: add, list, revoke or rotate?");
    }

    /** @throws IOException if it is not in the registry, or its entry cannot be read */
    static DeviceRegistration known(RegistryEntries entries, String device) throws IOException {
        if (entries.unreadable().containsKey(device)) {
            throw new IOException("the registry's entry of device %s cannot be read: %s"
                    .formatted(device, entries.unreadable().get(device)));
        }
        return Optional.ofNullable(entries.devices().get(device))
                .orElseThrow(() -> new IOException(
                        "device %s is not in the registry (see: cradlewatch device list)".formatted(device)));
    }
}
