package dev.cradlewatch.operators.stream;

import java.lang.reflect.Type;
import java.time.LocalTime;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInfoFactory;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/** For {@code @TypeInfo} on a record's {@link LocalTime}, which Flink would otherwise give to Kryo. */
public final class LocalTimeType extends TypeInfoFactory<LocalTime> {

    @Override
    public TypeInformation<LocalTime> createTypeInfo(Type type, Map<String, TypeInformation<?>> parameters) {
        return Types.LOCAL_TIME;
    }
}
