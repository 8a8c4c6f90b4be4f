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
import java.util.function.Consumer;

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
        return changed(draft -> {
            draft.host = listenHost;
            draft.port = listenPort;
        });
    }

    public ConsoleConfig reachedAt(Optional<URI> publicAddress) {
        return changed(draft -> draft.address = publicAddress);
    }

    public ConsoleConfig forMonitors(KafkaCluster theirs) {
        return changed(draft -> draft.monitorsCluster = theirs);
    }

    public ConsoleConfig with(PictureStore large) {
        return changed(draft -> draft.pictures = large);
    }

    public ConsoleConfig with(LimitPolicy others) {
        return changed(draft -> draft.limits = others);
    }

    public ConsoleConfig withPushKey(String key) {
        return changed(draft -> draft.pushKey = key);
    }

    private ConsoleConfig changed(Consumer<Draft> change) {
        var draft = new Draft(this);
        change.accept(draft);
        return new ConsoleConfig(
                cluster,
                draft.monitorsCluster,
                history,
                clips,
                draft.pictures,
                clock,
                draft.host,
                draft.port,
                draft.address,
                draft.pushKey,
                access,
                draft.limits,
                sql);
    }

    /** What can be changed. */
    private static final class Draft {
        private KafkaCluster monitorsCluster;
        private PictureStore pictures;
        private String host;
        private int port;
        private Optional<URI> address;
        private String pushKey;
        private LimitPolicy limits;

        private Draft(ConsoleConfig config) {
            monitorsCluster = config.monitorsCluster;
            pictures = config.pictures;
            host = config.host;
            port = config.port;
            address = config.address;
            pushKey = config.pushKey;
            limits = config.limits;
        }
    }

    boolean isSecure() {
        return address.map(uri -> "https".equals(uri.getScheme())).orElse(false);
    }
}
