package dev.cradlewatch.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cradlewatch.connectors.kafka.ArrivalClock;
import dev.cradlewatch.connectors.kafka.DeviceRegistry;
import dev.cradlewatch.connectors.kafka.TopicAdmin;
import dev.cradlewatch.connectors.kafka.Topics;
import dev.cradlewatch.jobs.cluster.config.ClusterFolder;
import dev.cradlewatch.jobs.cluster.config.ClusterPorts;
import dev.cradlewatch.jobs.cluster.config.ClusterSettings;
import dev.cradlewatch.jobs.cluster.config.RenderedFiles;
import dev.cradlewatch.jobs.local.EmbeddedKafka;
import dev.cradlewatch.operators.device.DeviceKey;
import dev.cradlewatch.operators.device.DeviceRegistration;
import dev.cradlewatch.operators.device.DeviceRegistration.Status;
import dev.cradlewatch.operators.stream.Timebase;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The device commands against a real broker; each test has devices of its own. */
class DeviceCommandsITCase {
    @TempDir
    private static Path data;

    private static EmbeddedKafka kafka;

    @TempDir
    private Path folder;

    private StringWriter out = new StringWriter();
    private StringWriter err = new StringWriter();

    @BeforeAll
    static void start() throws Exception {
        kafka = EmbeddedKafka.start(data);
        try (var admin = Admin.create(kafka.cluster().properties())) {
            new TopicAdmin(admin, (short) 1).ensure(List.of(Topics.DEVICES, Topics.ACCESS), ArrivalClock.BROKER);
        }
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @Test
    void addRegistersAKeyAndWritesWhatTheAgentNeeds() throws Exception {
        var files = folder.resolve("new");
        add("cot", files, "--name", "Cot by the window");

        var registration = entry("cot");
        assertThat(registration.household()).isEqualTo("willow");
        assertThat(registration.name()).isEqualTo("Cot by the window");
        assertThat(registration.status()).isEqualTo(Status.ACTIVE);
        var key = registration.keys().get(0);
        assertThat(key.statusAt(Instant.now())).isEqualTo(DeviceKey.Status.ACTIVE);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(files.resolve("device.pem"))))
                .isEqualTo("rw-------");
        assertSigns(files.resolve("device.pem"), key);
        var configuration = Files.readString(files.resolve("agent.toml"));
        assertThat(configuration)
                .startsWith("[device]\nid = \"cot\"\nkey = \"device.pem\"\n")
                .contains("[kafka]\nbrokers = \"%s\"\nsecurity = \"plaintext\"\n"
                        .formatted(kafka.cluster().bootstrapServers()));
        assertThat(out.toString()).contains(key.kid(), configuration);
    }

    @Test
    void addWithoutAnIdMakesOne() throws Exception {
        run("device", "add", "--household", "fir", "--out", folder.toString(), "--brokers", brokers());

        var registration = registry().read().devices().values().stream()
                .filter(entry -> entry.household().equals("fir"))
                .findFirst()
                .orElseThrow();
        assertThat(registration.device()).matches("monitor-[0-9a-f]{8}").isEqualTo(registration.name());
    }

    @Test
    void aClustersFileNamesItsBrokersAndItsPage() throws Exception {
        add("of-a-cluster", folder.resolve("device"));
        var cluster = new ClusterFolder(folder);
        new RenderedFiles(cluster, ClusterSettings.create(new ClusterPorts(21_000), Timebase.WALL)).write();
        var text = Files.readString(cluster.system()).replaceFirst("kafka.brokers=.*", "kafka.brokers=" + brokers());
        Files.writeString(cluster.system(), text);

        assertThat(run("device", "list", "--system", cluster.system().toString()))
                .isZero();
        assertThat(out.toString()).contains("of-a-cluster");
        assertThat(run(
                        "invite",
                        "--analyst",
                        "Ann",
                        "--system",
                        cluster.system().toString()))
                .isZero();
        assertThat(out.toString()).contains("http://127.0.0.1:21010/");
    }

    @Test
    void addOverwritesNeitherAKeyNorAnEntry() throws Exception {
        add("kept", folder);
        var pem = Files.readString(folder.resolve("device.pem"));
        var before = entry("kept");

        assertThat(run(addArguments("kept", folder.resolve("else")))).isEqualTo(1);
        assertThat(err.toString()).contains("device kept is in the registry already, of household willow, active");
        assertThat(run(addArguments("kept-2", folder))).isEqualTo(1);
        assertThat(err.toString()).contains("agent.toml exists already");
        Files.delete(folder.resolve("agent.toml"));
        assertThat(run(addArguments("kept-2", folder))).isEqualTo(1);
        assertThat(err.toString()).contains("device.pem exists already");

        assertThat(Files.readString(folder.resolve("device.pem"))).isEqualTo(pem);
        assertThat(entry("kept")).isEqualTo(before);
        assertThat(registry().read().devices()).doesNotContainKey("kept-2");
    }

    @Test
    void listShowsPeopleATableAndProgramsJson() throws Exception {
        add("listed", folder, "--name", "The cot");

        assertThat(run("device", "list", "--brokers", brokers())).isZero();
        assertThat(out.toString()).containsPattern("DEVICE +HOUSEHOLD +NAME +STATUS +KEY");
        var kid = entry("listed").keys().get(0).kid();
        assertThat(out.toString()).containsPattern("listed +willow +The cot +active +" + kid + " active\n");

        var device = listed("listed");
        assertThat(device.get("household").asText()).isEqualTo("willow");
        assertThat(device.get("status").asText()).isEqualTo("active");
        assertThat(device.get("keys").get(0).get("kid").asText()).isEqualTo(kid);
        assertThat(device.get("keys").get(0).get("status").asText()).isEqualTo("active");
        assertThat(device.get("keys").get(0).get("retires").isNull()).isTrue();
    }

    @Test
    void revokeAsksFirst() throws Exception {
        add("asked", folder);

        answering("n\n");
        assertThat(run("device", "revoke", "asked", "--brokers", brokers())).isEqualTo(1);
        assertThat(out.toString()).contains("Revoke device asked (asked) of household willow for good? [y/N]");
        answering("");
        assertThat(run("device", "revoke", "asked", "--brokers", brokers())).isEqualTo(1);
        assertThat(entry("asked").status()).isEqualTo(Status.ACTIVE);

        answering("y\n");
        assertThat(run("device", "revoke", "asked", "--brokers", brokers())).isZero();
        assertThat(entry("asked").status()).isEqualTo(Status.REVOKED);
        assertThat(run("device", "revoke", "asked", "--brokers", brokers())).isZero();
        assertThat(run("device", "rotate", "asked", "--out", folder.toString(), "--brokers", brokers()))
                .isEqualTo(1);
        assertThat(err.toString()).contains("device asked was revoked: it gets no new key");
    }

    @Test
    void revokeNeedsNoAnswerWithYes() throws Exception {
        add("sure", folder);

        assertThat(run("device", "revoke", "--yes", "sure", "--brokers", brokers()))
                .isZero();

        assertThat(entry("sure").status()).isEqualTo(Status.REVOKED);
        assertThat(entry("sure").keys()).hasSize(1);
    }

    @Test
    void rotateLetsTheOldKeyLiveForAWhile() throws Exception {
        add("turned", folder);
        var old = entry("turned").keys().get(0);
        var before = Instant.now();

        var files = folder.resolve("new");
        assertThat(run("device", "rotate", "turned", "--out", files.toString(), "--brokers", brokers()))
                .as(err.toString())
                .isZero();

        var keys = entry("turned").keys();
        assertThat(keys).hasSize(2);
        assertSigns(files.resolve("device.pem"), keys.get(0));
        assertThat(keys.get(0).statusAt(before.plus(Duration.ofDays(999)))).isEqualTo(DeviceKey.Status.ACTIVE);
        assertThat(keys.get(1).kid()).isEqualTo(old.kid());
        assertThat(Duration.between(before, keys.get(1).retires()))
                .isBetween(Duration.ofHours(24), Duration.ofHours(24).plusMinutes(1));
        assertThat(listed("turned").get("keys").get(1).get("status").asText()).isEqualTo("retiring");

        assertThat(run(
                        "device",
                        "rotate",
                        "turned",
                        "--overlap",
                        "PT0S",
                        "--out",
                        folder.resolve("stolen").toString(),
                        "--brokers",
                        brokers()))
                .isZero();
        assertThat(entry("turned").keys())
                .extracting(key -> key.statusAt(Instant.now()))
                .containsExactly(DeviceKey.Status.ACTIVE, DeviceKey.Status.RETIRED, DeviceKey.Status.RETIRED);
    }

    @Test
    void anUnknownDeviceIsNamed() {
        for (var verb : List.of("revoke", "rotate")) {
            assertThat(run("device", verb, "nobody", "--brokers", brokers())).isEqualTo(1);
        }
        assertThat(err.toString()).contains("device nobody is not in the registry (see: cradlewatch device list)");
    }

    @Test
    void anEntryOfALaterReleaseIsNeitherHiddenNorOverwritten() throws Exception {
        try (var producer = new KafkaProducer<>(
                kafka.cluster().properties(), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(
                            Topics.DEVICES.name(), "later".getBytes(StandardCharsets.UTF_8), new byte[] {8, 2}))
                    .get();
        }

        assertThat(run("device", "list", "--brokers", brokers())).isZero();
        assertThat(err.toString()).contains("entry of device later cannot be read: DeviceRegistration.format is 2");
        assertThat(run(addArguments("later", folder))).isEqualTo(1);
        assertThat(run("device", "revoke", "later", "--yes", "--brokers", brokers()))
                .isEqualTo(1);
        assertThat(registry().read().unreadable()).containsKey("later");
    }

    @Test
    void aBrokerThatIsAwayIsSaidWithinSecondsAndLeavesNoFiles() throws IOException {
        var nobody = "127.0.0.1:" + freePort();
        var begun = System.nanoTime();

        assertThat(run("device", "add", "--household", "willow", "--out", folder.toString(), "--brokers", nobody))
                .isEqualTo(1);

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(12));
        assertThat(err.toString())
                .contains("Kafka at " + nobody + " does not answer as expected: Connection refused")
                .doesNotContain("\tat ");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aTlsPortIsNotTakenForABroker() throws Exception {
        var alert = HexFormat.of().parseHex("15030300020246");
        for (var answer : List.of(alert, new byte[0])) {
            try (var tls = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                var answering = CompletableFuture.runAsync(() -> answer(tls, answer));

                assertThat(run("device", "list", "--brokers", "127.0.0.1:" + tls.getLocalPort()))
                        .isEqualTo(1);

                answering.join();
            }
            assertThat(err.toString()).contains("does not speak Kafka in plain text; does it expect TLS?");
            err = new StringWriter();
        }
    }

    private static void answer(ServerSocket server, byte[] answer) {
        try (var client = server.accept()) {
            client.getInputStream().read();
            client.getOutputStream().write(answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aBrokerNameThatIsNoneAndAMissingClientConfigurationAreSaidPlainly() {
        assertThat(run("device", "list", "--brokers", "nohost.invalid:1")).isEqualTo(1);
        assertThat(run("device", "list", "--brokers", "justaname")).isEqualTo(1);
        assertThat(run("device", "list", "--client-config", "none.properties")).isEqualTo(1);
        assertThat(err.toString())
                .contains("nohost.invalid", "justaname", "client configuration none.properties cannot be read")
                .doesNotContain("\tat ");
    }

    @Test
    void theClientConfigurationMayNameTheBrokers() throws IOException {
        var properties = folder.resolve("client.properties");
        Files.writeString(properties, "bootstrap.servers=%s\nclient.id=me\n".formatted(brokers()));

        assertThat(run("device", "list", "--client-config", properties.toString()))
                .as(err.toString())
                .isZero();
    }

    @Test
    void wrongArgumentsExitWithTwo() {
        assertThat(run("device")).isEqualTo(2);
        assertThat(run("device", "add")).isEqualTo(2);
        assertThat(run("device", "add", "--household", "../x")).isEqualTo(2);
        assertThat(run("device", "add", "--household", "h", "--id", "a b")).isEqualTo(2);
        assertThat(run("device", "add", "--household", "h", "--name", "a\nb")).isEqualTo(2);
        assertThat(run("device", "revoke")).isEqualTo(2);
        assertThat(run("device", "rotate", "x", "--overlap", "tomorrow")).isEqualTo(2);
        assertThat(run("device", "rotate", "x", "--overlap", "-PT1H")).isEqualTo(2);
        assertThat(run("device", "list", "--brokers", " ")).isEqualTo(2);
        assertThat(run("device", "add", "--help")).isZero();
        assertThat(out.toString()).contains("--household", "--brokers", "--client-config", "device.pem");
    }

    private void add(String device, Path files, String... more) {
        var arguments = new ArrayList<>(List.of(addArguments(device, files)));
        arguments.addAll(List.of(more));
        assertThat(run(arguments.toArray(String[]::new))).as(err.toString()).isZero();
    }

    private static String[] addArguments(String device, Path files) {
        return new String[] {
            "device", "add", "--household", "willow", "--id", device, "--out", files.toString(), "--brokers", brokers()
        };
    }

    private static String brokers() {
        return kafka.cluster().bootstrapServers();
    }

    private static DeviceRegistry registry() {
        return new DeviceRegistry(kafka.cluster());
    }

    private static DeviceRegistration entry(String device) throws Exception {
        return registry().read().devices().get(device);
    }

    private JsonNode listed(String device) throws IOException {
        out = new StringWriter();
        assertThat(run("device", "list", "--json", "--brokers", brokers())).isZero();
        for (var entry : new ObjectMapper().readTree(out.toString()).get("devices")) {
            if (entry.get("device").asText().equals(device)) {
                return entry;
            }
        }
        throw new AssertionError(device + " is not listed: " + out);
    }

    /** The private key of the file belongs to the public key of the registry. */
    private static void assertSigns(Path pem, DeviceKey key) throws Exception {
        var base64 = Files.readString(pem).replaceAll("-----.*-----|\n", "");
        var factory = KeyFactory.getInstance("Ed25519");
        PrivateKey privateKey = factory.generatePrivate(
                new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
        var prefix = HexFormat.of().parseHex("302a300506032b6570032100");
        var encoded = ByteBuffer.allocate(prefix.length + DeviceKey.BYTES)
                .put(prefix)
                .put(key.ed25519())
                .array();
        var signature = Signature.getInstance("Ed25519");
        signature.initSign(privateKey);
        signature.update(prefix);
        var signed = signature.sign();
        signature.initVerify(factory.generatePublic(new X509EncodedKeySpec(encoded)));
        signature.update(prefix);
        assertThat(signature.verify(signed)).isTrue();
    }

    private static void answering(String answer) {
        System.setIn(new ByteArrayInputStream(answer.getBytes(StandardCharsets.UTF_8)));
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private int run(String... arguments) {
        return Cradlewatch.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
