package dev.cradlewatch.operators.stream;

import java.io.IOException;
import java.time.Duration;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Seconds and nanoseconds. */
final class DurationSerializer extends TypeSerializerSingleton<Duration> {
    private static final long serialVersionUID = 1L;

    static final DurationSerializer INSTANCE = new DurationSerializer();

    private DurationSerializer() {}

    @Override
    public void serialize(Duration value, DataOutputView target) throws IOException {
        target.writeLong(value.getSeconds());
        target.writeInt(value.getNano());
    }

    @Override
    public Duration deserialize(DataInputView source) throws IOException {
        return Duration.ofSeconds(source.readLong(), source.readInt());
    }

    @Override
    public Duration deserialize(Duration reuse, DataInputView source) throws IOException {
        return deserialize(source);
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        serialize(deserialize(source), target);
    }

    @Override
    public boolean isImmutableType() {
        return true;
    }

    @Override
    public Duration createInstance() {
        return Duration.ZERO;
    }

    @Override
    public Duration copy(Duration from) {
        return from;
    }

    @Override
    public Duration copy(Duration from, Duration reuse) {
        return from;
    }

    @Override
    public int getLength() {
        return Long.BYTES + Integer.BYTES;
    }

    @Override
    public TypeSerializerSnapshot<Duration> snapshotConfiguration() {
        return new Snapshot();
    }

    /** The format never changes. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Duration> {
        /** For Flink. */
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
