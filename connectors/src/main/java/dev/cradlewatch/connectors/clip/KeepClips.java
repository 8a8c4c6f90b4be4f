package dev.cradlewatch.connectors.clip;

import dev.cradlewatch.operators.clip.Clip;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.apache.flink.api.common.operators.ProcessingTimeService.ProcessingTimeCallback;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Writes clips as files and passes on what is known of them; deletes those whose time is over when it starts and every hour. After a
 * failure it writes those since the last checkpoint again, to the same names.
 */
public final class KeepClips extends AbstractStreamOperator<ClipFile>
        implements OneInputStreamOperator<Clip, ClipFile>, ProcessingTimeCallback {
    private static final long serialVersionUID = 1L;

    private static final Duration CLEAN_EVERY = Duration.ofHours(1);

    private final ClipFolder folder;

    private transient Counter writtenBytes;
    private transient Counter deleted;

    public KeepClips(ClipFolder folder) {
        this.folder = folder;
    }

    @Override
    public void open() throws Exception {
        super.open();
        writtenBytes = getMetricGroup().counter("writtenBytes");
        deleted = getMetricGroup().counter("deleted");
        if (getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0) {
            onProcessingTime(getProcessingTimeService().getCurrentProcessingTime());
        }
    }

    @Override
    public void processElement(StreamRecord<Clip> element) throws IOException {
        var now = Instant.ofEpochMilli(getProcessingTimeService().getCurrentProcessingTime());
        var file = folder.write(element.getValue(), now);
        writtenBytes.inc(file.bytes());
        output.collect(element.replace(file));
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
