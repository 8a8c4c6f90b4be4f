package dev.cradlewatch.models.onnx;

import dev.cradlewatch.models.ModelException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Opens one value for each key, lends it to all who ask, and closes it with the last lease. Opening and closing happen
 * under one lock, so that a lease taken while the last one closes finds either the living value or none.
 */
public final class Leases<K, V> {

    private final Opener<K, V> opener;
    private final Consumer<V> closer;
    private final Map<K, Shared<V>> open = new HashMap<>();

    public Leases(Opener<K, V> opener, Consumer<V> closer) {
        this.opener = opener;
        this.closer = closer;
    }

    /** @throws ModelException if the value cannot be opened; then nothing is kept */
    public synchronized Lease take(K key) throws ModelException {
        var shared = open.get(key);
        if (shared == null) {
            shared = new Shared<>(opener.open(key));
            open.put(key, shared);
        }
        shared.leases++;
        return new Lease(key, shared.value);
    }

    /** How many values are open. */
    public synchronized int size() {
        return open.size();
    }

    private synchronized void giveBack(K key) {
        var shared = open.get(key);
        shared.leases--;
        if (shared.leases == 0) {
            open.remove(key);
            closer.accept(shared.value);
        }
    }

    @FunctionalInterface
    public interface Opener<K, V> {
        V open(K key) throws ModelException;
    }

    private static final class Shared<V> {
        private final V value;
        private int leases;

        private Shared(V value) {
            this.value = value;
        }
    }

    /** A share of an open value. */
    public final class Lease implements AutoCloseable {
        private final K key;
        private final V value;
        private final AtomicBoolean closed = new AtomicBoolean();

        private Lease(K key, V value) {
            this.key = key;
            this.value = value;
        }

        /** The value, which may be closed if the lease is. */
        public V value() {
            return value;
        }

        /** @throws IllegalStateException if the lease is closed */
        public V value(String name) {
            if (closed.get()) {
                throw new IllegalStateException("the lease of " + name + " is closed: take a new one");
            }
            return value;
        }

        /** A second call does nothing. */
        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) {
                giveBack(key);
            }
        }
    }
}
