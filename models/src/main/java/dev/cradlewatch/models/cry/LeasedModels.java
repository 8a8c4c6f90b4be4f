package dev.cradlewatch.models.cry;

import dev.cradlewatch.models.ModelException;
import dev.cradlewatch.models.features.FeatureSpec;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Counts the leases of each loaded model. Loading and closing happen under one lock, so that a lease taken while the
 * last one closes finds either the living model or none.
 */
final class LeasedModels {

    private final Loader loader;
    private final Map<Key, Shared> loaded = new HashMap<>();

    LeasedModels(Loader loader) {
        this.loader = loader;
    }

    synchronized CryModel lease(String name, int threads) throws ModelException {
        var key = new Key(name, threads);
        var shared = loaded.get(key);
        if (shared == null) {
            shared = new Shared(loader.load(name, threads));
            loaded.put(key, shared);
        }
        shared.leases++;
        return new Lease(key, shared.model);
    }

    synchronized int loadedModels() {
        return loaded.size();
    }

    private synchronized void giveBack(Key key) {
        var shared = loaded.get(key);
        shared.leases--;
        if (shared.leases == 0) {
            loaded.remove(key);
            shared.model.close();
        }
    }

    @FunctionalInterface
    interface Loader {
        CryModel load(String name, int threads) throws ModelException;
    }

    private record Key(String name, int threads) {}

    private static final class Shared {
        private final CryModel model;
        private int leases;

        private Shared(CryModel model) {
            this.model = model;
        }
    }

    private final class Lease implements CryModel {
        private final Key key;
        private final CryModel model;
        private final AtomicBoolean closed = new AtomicBoolean();

        private Lease(Key key, CryModel model) {
            this.key = key;
            this.model = model;
        }

        @Override
        public String name() {
            return model.name();
        }

        @Override
        public FeatureSpec features() {
            return model.features();
        }

        @Override
        public int contextFrames() {
            return model.contextFrames();
        }

        @Override
        public void score(float[] logMel, int batch, float[] probabilities) throws ModelException {
            if (closed.get()) {
                throw new IllegalStateException("the lease of " + name() + " is closed: take a new one");
            }
            model.score(logMel, batch, probabilities);
        }

        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) {
                giveBack(key);
            }
        }
    }
}
