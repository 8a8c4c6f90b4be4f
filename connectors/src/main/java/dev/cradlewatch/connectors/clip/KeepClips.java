package dev.cradlewatch.connectors.clip;

import dev.cradlewatch.operators.clip.ClipPlan;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.apache.flink.api.common.operators.ProcessingTimeService.ProcessingTimeCallback;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.function.SerializableSupplier;

/**
 * Reads the sound of planned clips in the log, writes them as files and passes on what is known of them; deletes those whose time
 * is over when it starts and every hour. After a failure it writes those since the last checkpoint again, to the same names. A clip
 * whose windows the log has let go of is none (metric {@code unheard}).
 */
public final class KeepClips extends AbstractStreamOperator<ClipFile>
        implements OneInputStreamOperator<ClipPlan, ClipFile>, ProcessingTimeCallback {
    private static final long serialVersionUID = 1L;

    private static final Duration CLEAN_EVERY = Duration.ofHours(1);

    private final ClipFolder folder;
    private final SerializableSupplier<SoundReader> sound;

    private transient SoundReader reader;
    private transient Counter writtenBytes;
    private transient Counter unheard;
    private transient Counter deleted;

    /** @param sound opens what each subtask reads sound with */
    public KeepClips(ClipFolder folder, SerializableSupplier<SoundReader> sound) {
        this.folder = folder;
        this.sound = sound;
    }

    @Override
    public void open() throws Exception {
        super.open();
        reader = sound.get();
        writtenBytes = getMetricGroup().counter("writtenBytes");
        unheard = getMetricGroup().counter("unheard");
        deleted = getMetricGroup().counter("deleted");
        if (getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0) {
            onProcessingTime(getProcessingTimeService().getCurrentProcessingTime());
        }
    }

    @Override
    public void processElement(StreamRecord<ClipPlan> element) throws IOException, InterruptedException {
        var plan = element.getValue();
        var clip = plan.clip(reader.read(plan.origins()));
        if (clip.isEmpty()) {
            unheard.inc();
            return;
        }
        var now = Instant.ofEpochMilli(getProcessingTimeService().getCurrentProcessingTime());
        var file = folder.write(clip.get(), now);
        writtenBytes.inc(file.bytes());
        output.collect(element.replace(file));
    }

    @Override
    public void close() throws Exception {
        if (reader != null) {
            reader.close();
        }
        super.close();
    }

    /** What cannot be deleted now is tried again an hour later: it must not keep new clips from being written. */
    @Override
    public void onProcessingTime(long time) {
        try {
            deleted.inc(folder.deleteOld(Instant.ofEpochMilli(time)));
        } catch (IOException e) {
            LOG.warn("Clips of {} that are older than {} stay for now", folder.address(), folder.retention(), e);
        }
        getProcessingTimeService().registerTimer(time + CLEAN_EVERY.toMillis(), this);
    }
}
