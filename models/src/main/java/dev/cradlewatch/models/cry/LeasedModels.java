package dev.cradlewatch.models.cry;

import dev.cradlewatch.models.ModelException;
import dev.cradlewatch.models.features.FeatureSpec;
import dev.cradlewatch.models.onnx.Leases;

/** Lends each loaded cry model to all who ask for it. */
final class LeasedModels {

    private final Leases<Key, CryModel> models;

    LeasedModels(Loader loader) {
        models = new Leases<>(key -> loader.load(key.name, key.threads), CryModel::close);
    }

    CryModel lease(String name, int threads) throws ModelException {
        return new LeasedModel(models.take(new Key(name, threads)));
    }

    int loadedModels() {
        return models.size();
    }

    @FunctionalInterface
    interface Loader {
        CryModel load(String name, int threads) throws ModelException;
    }

    private record Key(String name, int threads) {}

    private record LeasedModel(Leases<Key, CryModel>.Lease lease) implements CryModel {

        @Override
        public String name() {
            return lease.value().name();
        }

        @Override
        public FeatureSpec features() {
            return lease.value().features();
        }

        @Override
        public int contextFrames() {
            return lease.value().contextFrames();
        }

        @Override
        public void score(float[] logMel, int batch, float[] probabilities) throws ModelException {
            lease.value(name()).score(logMel, batch, probabilities);
        }

        @Override
        public void close() {
            lease.close();
        }
    }
}
