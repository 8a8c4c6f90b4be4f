package dev.cradlewatch.jobs.cluster.config;

import dev.cradlewatch.connectors.clip.ClipFolder;
import dev.cradlewatch.connectors.files.FileStore;
import dev.cradlewatch.connectors.history.CatalogDatabase;
import dev.cradlewatch.connectors.history.HistoryLocation;
import dev.cradlewatch.connectors.history.ObjectStore;
import dev.cradlewatch.connectors.kafka.ArrivalClock;
import dev.cradlewatch.connectors.kafka.KafkaCluster;
import dev.cradlewatch.connectors.notify.Destinations;
import dev.cradlewatch.connectors.picture.PictureFolder;
import dev.cradlewatch.jobs.history.HistoryConfig;
import dev.cradlewatch.operators.stream.Timebase;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One file of properties that each process of ours and each job reads. It holds secrets.
 *
 * @param timebase     the clock that the jobs live by
 * @param kafka        where the log is
 * @param database     the history's catalog
 * @param store        the history's files
 * @param bucket       of that store
 * @param clips        address of the folder of clips, in that store or on a disk that all machines see
 * @param pictures     address of the folder of large pictures, the same
 * @param console      address of the page, as people reach it
 * @param listen       where the page is served, if not there
 * @param metrics      where the console tells its metrics, if it does
 * @param vapidKeys    file of the keys for web push
 * @param contact      who runs it, for push services
 * @param destinations where messages may go
 */
public record SystemConfig(
        Timebase timebase,
        KafkaCluster kafka,
        CatalogDatabase database,
        ObjectStore store,
        String bucket,
        String clips,
        String pictures,
        URI console,
        Optional<InetSocketAddress> listen,
        Optional<InetSocketAddress> metrics,
        Path vapidKeys,
        String contact,
        Destinations destinations) {
    private static final String TIMEBASE = "timebase";
    private static final String KAFKA = "kafka.brokers";
    private static final String KAFKA_CLIENT = "kafka.client.";
    private static final String CATALOG_ADDRESS = "history.catalog.address";
    private static final String CATALOG_USER = "history.catalog.user";
    private static final String CATALOG_PASSWORD = "history.catalog.password";
    private static final String STORE_ENDPOINT = "history.store.endpoint";
    private static final String STORE_REGION = "history.store.region";
    private static final String STORE_KEY = "history.store.access-key";
    private static final String STORE_SECRET = "history.store.secret-key";
    private static final String BUCKET = "history.store.bucket";
    private static final String CLIPS = "history.clips";
    private static final String PICTURES = "pictures.folder";
    private static final String CONSOLE = "console.address";
    private static final String LISTEN = "console.listen";
    private static final String METRICS = "console.metrics";
    private static final String VAPID_KEYS = "notify.vapid-keys";
    private static final String CONTACT = "notify.contact";
    private static final String DESTINATIONS = "notify.destinations";

    /** @throws IOException if the file cannot be read, or lacks something */
    public static SystemConfig read(Path file) throws IOException {
        var properties = PropertiesFile.read(file);
        var client = new TreeMap<String, String>();
        properties.values().forEach((name, value) -> {
            if (name.startsWith(KAFKA_CLIENT)) {
                client.put(name.substring(KAFKA_CLIENT.length()), value);
            }
        });
        try {
            return new SystemConfig(
                    properties.choice(TIMEBASE, Timebase.class),
                    new KafkaCluster(properties.get(KAFKA), client),
                    new CatalogDatabase(
                            properties.get(CATALOG_ADDRESS),
                            properties.get(CATALOG_USER),
                            properties.get(CATALOG_PASSWORD)),
                    new ObjectStore(
                            URI.create(properties.get(STORE_ENDPOINT)),
                            properties.get(STORE_REGION),
                            properties.get(STORE_KEY),
                            properties.get(STORE_SECRET)),
                    properties.get(BUCKET),
                    properties.get(CLIPS),
                    properties.get(PICTURES),
                    URI.create(properties.get(CONSOLE)),
                    properties.find(LISTEN).map(SystemConfig::address),
                    properties.find(METRICS).map(SystemConfig::address),
                    Path.of(properties.get(VAPID_KEYS)),
                    properties.get(CONTACT),
                    properties.choice(DESTINATIONS, Destinations.class));
        } catch (IllegalArgumentException e) {
            throw new IOException("%s: %s".formatted(file, e.getMessage()), e);
        }
    }

    public void write(Path file) throws IOException {
        var values = new TreeMap<String, String>(Map.of(
                TIMEBASE, timebase.name(),
                KAFKA, kafka.bootstrapServers(),
                BUCKET, bucket,
                CLIPS, clips,
                PICTURES, pictures,
                CONSOLE, console.toString(),
                VAPID_KEYS, vapidKeys.toString(),
                CONTACT, contact,
                DESTINATIONS, destinations.name()));
        listen.ifPresent(address -> values.put(LISTEN, text(address)));
        metrics.ifPresent(address -> values.put(METRICS, text(address)));
        kafka.clientProperties().forEach((name, value) -> values.put(KAFKA_CLIENT + name, value));
        values.put(CATALOG_ADDRESS, database.address());
        values.put(CATALOG_USER, database.user());
        values.put(CATALOG_PASSWORD, database.password());
        values.put(STORE_ENDPOINT, store.endpoint().toString());
        values.put(STORE_REGION, store.region());
        values.put(STORE_KEY, store.accessKey());
        values.put(STORE_SECRET, store.secretKey());
        new PropertiesFile(file, values).write();
    }

    private static String text(InetSocketAddress address) {
        return address.getHostString() + ":" + address.getPort();
    }

    private static InetSocketAddress address(String text) {
        var uri = URI.create("tcp://" + text);
        if (uri.getHost() == null || uri.getPort() < 0) {
            throw new IllegalArgumentException("%s: expected HOST:PORT to listen on".formatted(text));
        }
        return new InetSocketAddress(uri.getHost(), uri.getPort());
    }

    /** Whose clock stamps the records of the topics. */
    public ArrivalClock clock() {
        return timebase == Timebase.WALL ? ArrivalClock.BROKER : ArrivalClock.PRODUCER;
    }

    public HistoryLocation history() {
        return HistoryLocation.shared(database, store, "s3://%s/history".formatted(bucket));
    }

    public ClipFolder clipFolder() {
        return new ClipFolder(clips, FileStore.of(clips, store.properties()), HistoryConfig.CLIP_RETENTION);
    }

    /** @param maxResultBytes largest result that is written */
    public PictureFolder pictureFolder(int maxResultBytes) {
        return new PictureFolder(pictures, FileStore.of(pictures, store.properties()), maxResultBytes);
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "%s, %s, page on %s, timebase %s".formatted(kafka, history(), console, timebase);
    }
}
