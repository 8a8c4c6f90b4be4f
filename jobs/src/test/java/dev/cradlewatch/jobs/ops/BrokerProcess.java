package dev.cradlewatch.jobs.ops;

import dev.cradlewatch.jobs.local.EmbeddedKafka;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A broker in a process of its own, whose metrics the JMX exporter tells as it does on a cluster. */
final class BrokerProcess implements AutoCloseable {
    private static final int SECONDS = 15;

    private final Process process;
    private final String address;

    private BrokerProcess(Process process, String address) {
        this.process = process;
        this.address = address;
    }

    static BrokerProcess start(Path folder, int metricsPort) throws IOException {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-javaagent:%s=127.0.0.1:%d:%s"
                                .formatted(
                                        Project.home()
                                                .resolve(
                                                        "jobs/target/classes/dev/cradlewatch/jobs/ops/kafka/jmx_prometheus_javaagent.jar"),
                                        metricsPort,
                                        Project.ops("kafka/jmx.yml")),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BrokerProcess.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var said = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        var address = said.readLine();
        if (address == null) {
            throw new IOException("the broker does not start: see above");
        }
        return new BrokerProcess(process, address);
    }

    String address() {
        return address;
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }

    /** @param args folder of its data */
    public static void main(String[] args) throws Exception {
        try (var kafka = EmbeddedKafka.start(Path.of(args[0]))) {
            System.out.println(kafka.cluster().bootstrapServers());
            System.in.transferTo(System.out);
        }
    }
}
