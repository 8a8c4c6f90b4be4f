package dev.cradlewatch.operators.stream;

import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.BasicTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInfoFactory;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** For {@code @TypeInfo} on a record's {@link Duration}, which Flink would otherwise give to Kryo. */
public final class DurationType extends TypeInfoFactory<Duration> {

    @Override
    public TypeInformation<Duration> createTypeInfo(Type type, Map<String, TypeInformation<?>> parameters) {
        return new DurationInfo();
    }

    private static final class DurationInfo extends BasicTypeInfo<Duration> {
        private static final long serialVersionUID = 1L;

        /** Nothing sorts by it, so it has no comparator. */
        DurationInfo() {
            super(Duration.class, new Class<?>[0], DurationSerializer.INSTANCE, null);
        }
    }
}
