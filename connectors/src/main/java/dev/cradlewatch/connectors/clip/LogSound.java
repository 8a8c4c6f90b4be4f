package dev.cradlewatch.connectors.clip;

import dev.cradlewatch.connectors.kafka.KafkaCluster;
import dev.cradlewatch.connectors.kafka.LogReader;
import dev.cradlewatch.connectors.wire.AudioWindowCodec;
import dev.cradlewatch.operators.stream.Origin;
import dev.cradlewatch.operators.stream.RefusedRecordException;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads sound in topic audio.windows. */
public final class LogSound implements SoundReader {
    private static final Logger LOG = LoggerFactory.getLogger(LogSound.class);

    private final LogReader log;
    private final AudioWindowCodec codec = new AudioWindowCodec();

    public LogSound(KafkaCluster cluster) {
        log = new LogReader(cluster);
    }

    @Override
    public Map<Origin, byte[]> read(List<Origin> windows) throws IOException, InterruptedException {
        var sound = new HashMap<Origin, byte[]>();
        for (var raw : log.read(windows)) {
            try {
                sound.put(raw.origin(), codec.decode(raw.value()).pcm());
            } catch (RefusedRecordException e) {
                LOG.warn("{} was scored and is no window: its second is silence", raw.origin(), e);
            }
        }
        return sound;
    }

    @Override
    public void close() {
        log.close();
    }
}
