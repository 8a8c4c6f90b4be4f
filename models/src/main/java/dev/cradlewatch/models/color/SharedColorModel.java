package dev.cradlewatch.models.color;

import dev.cradlewatch.models.ModelException;
import dev.cradlewatch.models.onnx.Leases;
import java.util.Optional;

/**
 * One session per colour model in a JVM, however many subtasks use it. The session lives from the first lease to the
 * close of the last. The static table is the exception that {@link dev.cradlewatch.models.cry.SharedCryModel} explains.
 */
public final class SharedColorModel {

    private static final Leases<Key, ColorModel> IN_THIS_JVM =
            new Leases<>(key -> ColorModels.load(key.name, key.threads), ColorModel::close);

    private SharedColorModel() {}

    /**
     * Leases a built-in model; the caller closes its lease. Leases of the same name and threads share one session.
     *
     * @param threads threads of one run of the session, at least one
     * @throws ModelException if the model cannot be loaded
     */
    public static ColorModel lease(String name, int threads) throws ModelException {
        return lease(IN_THIS_JVM, name, threads);
    }

    static ColorModel lease(Leases<Key, ColorModel> models, String name, int threads) throws ModelException {
        return new LeasedModel(models.take(new Key(name, threads)));
    }

    record Key(String name, int threads) {}

    private record LeasedModel(Leases<Key, ColorModel>.Lease lease) implements ColorModel {

        @Override
        public String name() {
            return lease.value().name();
        }

        @Override
        public boolean usesReference() {
            return lease.value().usesReference();
        }

        @Override
        public long heldBytes() {
            return lease.value().heldBytes();
        }

        @Override
        public long peakBytes(PictureSize size) {
            return lease.value().peakBytes(size);
        }

        @Override
        public Colors colors(Luminance night, Optional<LabPicture> day) throws ModelException {
            return lease.value(name()).colors(night, day);
        }

        @Override
        public void close() {
            lease.close();
        }
    }
}
