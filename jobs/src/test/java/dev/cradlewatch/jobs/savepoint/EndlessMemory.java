package dev.cradlewatch.jobs.savepoint;

import java.io.IOException;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.runtime.state.AbstractKeyedStateBackend;
import org.apache.flink.runtime.state.KeyedStateBackendParametersImpl;
import org.apache.flink.runtime.state.StateBackendFactory;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;

/**
 * State on the heap whose time to live never runs out: a savepoint that is kept for years would else be read as one whose state is too
 * old to count.
 */
public final class EndlessMemory extends HashMapStateBackend {
    private static final long serialVersionUID = 1L;

    /** Makes it, by the name of this class in Flink's configuration. */
    public static final class Factory implements StateBackendFactory<EndlessMemory> {
        @Override
        public EndlessMemory createFromConfig(ReadableConfig config, ClassLoader loader) {
            return new EndlessMemory();
        }
    }

    @Override
    public EndlessMemory configure(ReadableConfig config, ClassLoader loader) {
        return this;
    }

    @Override
    public <K> AbstractKeyedStateBackend<K> createKeyedStateBackend(KeyedStateBackendParameters<K> parameters)
            throws IOException {
        return super.createKeyedStateBackend(
                new KeyedStateBackendParametersImpl<>(parameters).setTtlTimeProvider(() -> 0L));
    }
}
