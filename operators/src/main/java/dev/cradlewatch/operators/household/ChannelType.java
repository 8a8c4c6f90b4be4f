package dev.cradlewatch.operators.household;

import dev.cradlewatch.operators.stream.SealedTypeInfo;
import java.lang.reflect.Type;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInfoFactory;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** Flink's type of {@link Channel}, wherever one is part of a record. */
public final class ChannelType extends TypeInfoFactory<Channel> {

    @Override
    public TypeInformation<Channel> createTypeInfo(Type type, Map<String, TypeInformation<?>> parameters) {
        return SealedTypeInfo.of(Channel.class);
    }
}
