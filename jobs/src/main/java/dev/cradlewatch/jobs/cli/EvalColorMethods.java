package dev.cradlewatch.jobs.cli;

import dev.cradlewatch.jobs.eval.ColorMethod;
import dev.cradlewatch.models.ModelException;
import dev.cradlewatch.models.color.ColorModel;
import dev.cradlewatch.models.color.ColorModels;
import dev.cradlewatch.models.color.ReinhardTransfer;
import dev.cradlewatch.models.color.WelshTransfer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The ways to colour a picture by their names on the command line. Owns the models among them. */
final class EvalColorMethods implements AutoCloseable {
    /** All names, in the order in which they are shown. */
    static final List<String> NAMES =
            List.of("transfer", "reinhard", "color-auto", "color-auto-u8", "color-ref", "color-ref-u8");

    private static final long SEED = 1;
    private static final int THREADS = 1;

    private final Map<String, ColorMethod> byName;
    private final List<ColorModel> models;

    private EvalColorMethods(Map<String, ColorMethod> byName, List<ColorModel> models) {
        this.byName = byName;
        this.models = models;
    }

    /** @throws ModelException if one of the models cannot be loaded */
    static EvalColorMethods load(List<String> names) throws ModelException {
        var methods = new EvalColorMethods(new LinkedHashMap<>(), new ArrayList<>());
        try {
            for (var name : names) {
                methods.byName.put(name, methods.method(name));
            }
            return methods;
        } catch (ModelException e) {
            methods.close();
            throw e;
        }
    }

    private ColorMethod method(String name) throws ModelException {
        return switch (name) {
            case "transfer" -> new ColorMethod.Transfer(new WelshTransfer(SEED));
            case "reinhard" -> new ColorMethod.Transfer(new ReinhardTransfer());
            default -> {
                var model = ColorModels.load(name, THREADS);
                models.add(model);
                yield new ColorMethod.Model(model);
            }
        };
    }

    /** In the order in which they were asked for. */
    Map<String, ColorMethod> byName() {
        return byName;
    }

    @Override
    public void close() {
        models.forEach(ColorModel::close);
    }

    /** Refuses names that are no method's. */
    static final class NameConverter implements ITypeConverter<String> {
        @Override
        public String convert(String name) {
            if (!NAMES.contains(name)) {
                throw new TypeConversionException(
                        "no method '%s': expected some of %s".formatted(name, String.join(", ", NAMES)));
            }
            return name;
        }
    }
}
