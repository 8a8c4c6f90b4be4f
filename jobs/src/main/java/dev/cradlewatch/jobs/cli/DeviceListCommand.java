package dev.cradlewatch.jobs.cli;

import dev.cradlewatch.connectors.kafka.DeviceRegistry;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows the registry. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Shows the registered monitors with their households and keys.")
final class DeviceListCommand implements Callable<Integer> {
    @Option(names = "--json", description = "Print one JSON object instead of the table.")
    private boolean json;

    @Mixin
    private BrokerOptions brokers = new BrokerOptions();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var entries = new DeviceRegistry(brokers.cluster()).read();
        var table = new DeviceTable(entries.devices().values(), Instant.now());
        var out = spec.commandLine().getOut();
        if (json) {
            out.println(table.json());
        } else if (entries.devices().isEmpty()) {
            out.println("No monitor is registered yet: cradlewatch device add --household H");
        } else {
            table.print(out);
        }
        out.flush();
        entries.unreadable().forEach((key, why) -> spec.commandLine()
                .getErr()
                .printf("cradlewatch: the registry's entry of device %s cannot be read: %s%n", key, why));
        return 0;
    }
}
