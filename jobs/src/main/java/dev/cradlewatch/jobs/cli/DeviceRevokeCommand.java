package dev.cradlewatch.jobs.cli;

import dev.cradlewatch.connectors.kafka.DeviceRegistry;
import dev.cradlewatch.operators.device.DeviceRegistration;
import dev.cradlewatch.operators.device.DeviceRegistration.Status;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Takes a monitor out of service for good. */
@Command(
        name = "revoke",
        mixinStandardHelpOptions = true,
        description = {
            "Takes a monitor out of service for good: within seconds its records become dead letters.",
            "For a lost or stolen monitor, or a stolen key. Its id is not used again."
        })
final class DeviceRevokeCommand implements Callable<Integer> {
    @Parameters(paramLabel = "ID", converter = IdConverter.class, description = "Device id.")
    private String device;

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    @Mixin
    private BrokerOptions brokers = new BrokerOptions();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var registry = new DeviceRegistry(brokers.cluster());
        var registration = DeviceCommand.known(registry.read(), device);
        var out = spec.commandLine().getOut();
        if (registration.status() == Status.REVOKED) {
            out.printf("Device %s was revoked before.%n", device);
            out.flush();
            return 0;
        }
        if (!yes && !isConfirmed(registration)) {
            throw new IOException("device %s is not revoked: that takes the answer y, or --yes".formatted(device));
        }
        registry.put(registration.with(Status.REVOKED));
        out.printf("Device %s is revoked.%n", device);
        out.flush();
        return 0;
    }

    private boolean isConfirmed(DeviceRegistration registration) throws IOException {
        var out = spec.commandLine().getOut();
        out.printf(
                "Revoke device %s (%s) of household %s for good? [y/N] ",
                device, registration.name(), registration.household());
        out.flush();
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        var answer = Optional.ofNullable(in.readLine()).orElse("").strip().toLowerCase(Locale.ROOT);
        return answer.equals("y") || answer.equals("yes");
    }
}
