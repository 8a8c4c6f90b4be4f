package dev.cradlewatch.console;

import dev.cradlewatch.connectors.clip.ClipFolder;
import dev.cradlewatch.connectors.history.HistoryLocation;
import dev.cradlewatch.connectors.kafka.KafkaCluster;
import dev.cradlewatch.connectors.picture.NoPictureStore;
import dev.cradlewatch.console.access.AccessPolicy;
import dev.cradlewatch.console.clock.ConsoleClock;
import dev.cradlewatch.console.http.LimitPolicy;
import dev.cradlewatch.console.sql.SqlPolicy;
import dev.cradlewatch.operators.image.PictureStore;
import java.net.URI;
import java.util.Optional;

/**
 * Everything that can be set in a {@link Console}.
 *
 * @param cluster         where the log is
 * @param monitorsCluster the same as monitors reach it, for the configuration of a new one
 * @param history         where the history is
 * @param clips           where the history keeps sound
 * @param pictures        where pictures lie that are too large for the log
 * @param clock           what time it is for the households
 * @param host            address to listen on
 * @param port            port to listen on; 0 for any
 * @param address         where people reach it, if not there; with https the cookie goes by HTTPS only
 * @param pushKey         public VAPID key, base64url; empty without web push
 * @param access          how long people may come in
 * @param limits          how often somebody may ask
 * @param sql             what analysts may ask for
 */
public record ConsoleConfig(
        KafkaCluster cluster,
        KafkaCluster monitorsCluster,
        HistoryLocation history,
        ClipFolder clips,
        PictureStore pictures,
        ConsoleClock clock,
        String host,
        int port,
        Optional<URI> address,
        String pushKey,
        AccessPolicy access,
        LimitPolicy limits,
        SqlPolicy sql) {

    /** On this machine alone, on any free port. */
    public static ConsoleConfig local(
            KafkaCluster cluster, HistoryLocation history, ClipFolder clips, ConsoleClock clock) {
        return new ConsoleConfig(
                cluster,
                cluster,
                history,
                clips,
                new NoPictureStore(),
                clock,
                "127.0.0.1",
                0,
                Optional.empty(),
                "",
                AccessPolicy.defaults(),
                LimitPolicy.defaults(),
                SqlPolicy.defaults());
    }

    public ConsoleConfig on(String listenHost, int listenPort) {
        return new ConsoleConfig(
                cluster,
                monitorsCluster,
                history,
                clips,
                pictures,
                clock,
                listenHost,
                listenPort,
                address,
                pushKey,
                access,
                limits,
                sql);
    }

    public ConsoleConfig forMonitors(KafkaCluster theirs) {
        return new ConsoleConfig(
                cluster, theirs, history, clips, pictures, clock, host, port, address, pushKey, access, limits, sql);
    }

    public ConsoleConfig with(PictureStore large) {
        return new ConsoleConfig(
                cluster,
                monitorsCluster,
                history,
                clips,
                large,
                clock,
                host,
                port,
                address,
                pushKey,
                access,
                limits,
                sql);
    }

    public ConsoleConfig withPushKey(String key) {
        return new ConsoleConfig(
                cluster,
                monitorsCluster,
                history,
                clips,
                pictures,
                clock,
                host,
                port,
                address,
                key,
                access,
                limits,
                sql);
    }

    public ConsoleConfig reachedAt(Optional<URI> publicAddress) {
        return new ConsoleConfig(
                cluster,
                monitorsCluster,
                history,
                clips,
                pictures,
                clock,
                host,
                port,
                publicAddress,
                pushKey,
                access,
                limits,
                sql);
    }

    public ConsoleConfig with(LimitPolicy others) {
        return new ConsoleConfig(
                cluster,
                monitorsCluster,
                history,
                clips,
                pictures,
                clock,
                host,
                port,
                address,
                pushKey,
                access,
                others,
                sql);
    }

    boolean isSecure() {
        return address.map(uri -> "https".equals(uri.getScheme())).orElse(false);
    }
}
