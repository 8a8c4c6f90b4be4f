package dev.cradlewatch.operators.stream;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.api.common.typeutils.CompositeTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.util.InstantiationUtil;

/** Serializer of {@link SealedTypeInfo}: the variant's index in one byte, then the variant. Values are immutable records. */
final class SealedSerializer<T> extends TypeSerializer<T> {
    private static final long serialVersionUID = 1L;

    private final Class<T> type;
    private final List<Class<? extends T>> variants;
    private final TypeSerializer<?>[] serializers;

    SealedSerializer(Class<T> type, List<Class<? extends T>> variants, TypeSerializer<?>[] serializers) {
        this.type = type;
        this.variants = variants;
        this.serializers = serializers.clone();
    }

    @Override
    public void serialize(T value, DataOutputView target) throws IOException {
        var index = variants.indexOf(value.getClass());
        target.writeByte(index);
        serializer(index).serialize(value, target);
    }

    @Override
    public T deserialize(DataInputView source) throws IOException {
        return serializer(source.readByte()).deserialize(source);
    }

    @Override
    public T deserialize(T reuse, DataInputView source) throws IOException {
        return deserialize(source);
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        var index = source.readByte();
        target.writeByte(index);
        serializer(index).copy(source, target);
    }

    @SuppressWarnings("unchecked")
    private TypeSerializer<T> serializer(int index) {
        return (TypeSerializer<T>) serializers[index];
    }

    @Override
    public boolean isImmutableType() {
        return true;
    }

    @Override
    public TypeSerializer<T> duplicate() {
        var copies = Arrays.stream(serializers).map(TypeSerializer::duplicate).toArray(TypeSerializer<?>[]::new);
        return new SealedSerializer<>(type, variants, copies);
    }

    @Override
    public T createInstance() {
        return serializer(0).createInstance();
    }

    @Override
    public T copy(T from) {
        return from;
    }

    @Override
    public T copy(T from, T reuse) {
        return from;
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SealedSerializer<?> that
                && type.equals(that.type)
                && Arrays.equals(serializers, that.serializers);
    }

    @Override
    public int hashCode() {
        return type.hashCode() * 31 + Arrays.hashCode(serializers);
    }

    @Override
    public TypeSerializerSnapshot<T> snapshotConfiguration() {
        return new Snapshot<>(this);
    }

    /** Remembers the interface and its variants in order, beside the variants' own snapshots. */
    public static final class Snapshot<T> extends CompositeTypeSerializerSnapshot<T, SealedSerializer<T>> {
        private Class<T> type;
        private List<Class<? extends T>> variants = List.of();

        /** For Flink, which then reads the rest from the savepoint. */
        public Snapshot() {}

        Snapshot(SealedSerializer<T> serializer) {
            super(serializer);
            type = serializer.type;
            variants = serializer.variants;
        }

        @Override
        protected int getCurrentOuterSnapshotVersion() {
            return 1;
        }

        @Override
        protected TypeSerializer<?>[] getNestedSerializers(SealedSerializer<T> serializer) {
            return serializer.serializers;
        }

        @Override
        protected SealedSerializer<T> createOuterSerializerWithNestedSerializers(TypeSerializer<?>[] nested) {
            return new SealedSerializer<>(type, variants, nested);
        }

        @Override
        protected void writeOuterSnapshot(DataOutputView out) throws IOException {
            out.writeUTF(type.getName());
            out.writeInt(variants.size());
            for (var variant : variants) {
                out.writeUTF(variant.getName());
            }
        }

        @Override
        protected void readOuterSnapshot(int version, DataInputView in, ClassLoader loader) throws IOException {
            type = InstantiationUtil.resolveClassByName(in, loader);
            var count = in.readInt();
            var read = new ArrayList<Class<? extends T>>(count);
            for (var i = 0; i < count; i++) {
                read.add(InstantiationUtil.<T>resolveClassByName(in, loader).asSubclass(type));
            }
            variants = List.copyOf(read);
        }
    }
}
