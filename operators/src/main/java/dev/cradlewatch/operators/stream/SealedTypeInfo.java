package dev.cradlewatch.operators.stream;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/**
 * Type information of a sealed interface whose variants are records: one byte that names the variant, then the variant by its
 * own serializer. Keeps closed choices out of Kryo.
 */
public final class SealedTypeInfo<T> extends TypeInformation<T> {
    private static final long serialVersionUID = 1L;

    private final Class<T> type;
    private final List<Class<? extends T>> variants;

    private SealedTypeInfo(Class<T> type, List<Class<? extends T>> variants) {
        this.type = type;
        this.variants = variants;
    }

    /** @throws IllegalArgumentException if {@code type} is not sealed */
    public static <T> SealedTypeInfo<T> of(Class<T> type) {
        if (!type.isSealed()) {
            throw new IllegalArgumentException(type.getName() + " is not a sealed interface");
        }
        List<Class<? extends T>> variants = Arrays.stream(type.getPermittedSubclasses())
                .<Class<? extends T>>map(variant -> variant.asSubclass(type))
                .toList();
        return new SealedTypeInfo<>(type, variants);
    }

    @Override
    public TypeSerializer<T> createSerializer(SerializerConfig config) {
        var serializers = variants.stream()
                .map(variant -> TypeInformation.of(variant).createSerializer(config))
                .toArray(TypeSerializer<?>[]::new);
        return new SealedSerializer<>(type, variants, serializers);
    }

    @Override
    public boolean isBasicType() {
        return false;
    }

    @Override
    public boolean isTupleType() {
        return false;
    }

    @Override
    public int getArity() {
        return 1;
    }

    @Override
    public int getTotalFields() {
        return 1;
    }

    @Override
    public Class<T> getTypeClass() {
        return type;
    }

    @Override
    public Map<String, TypeInformation<?>> getGenericParameters() {
        return Map.of();
    }

    @Override
    public boolean isKeyType() {
        return false;
    }

    @Override
    public String toString() {
        return "Sealed<" + type.getSimpleName() + ">";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SealedTypeInfo<?> that && type.equals(that.type);
    }

    @Override
    public int hashCode() {
        return type.hashCode();
    }

    @Override
    public boolean canEqual(Object other) {
        return other instanceof SealedTypeInfo<?>;
    }
}
