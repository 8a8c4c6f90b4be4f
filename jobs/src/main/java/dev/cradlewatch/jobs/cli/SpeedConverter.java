package dev.cradlewatch.jobs.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A number that an agent takes for its speed, or "max". */
final class SpeedConverter implements ITypeConverter<Double> {
    private static final double SLOWEST = 0.1;
    private static final int FASTEST = 1_000;

    @Override
    public Double convert(String text) {
        if (text.equalsIgnoreCase("max")) {
            return Double.POSITIVE_INFINITY;
        }
        try {
            var speed = Double.parseDouble(text);
            if (speed >= SLOWEST && speed <= FASTEST) {
                return speed;
            }
        } catch (NumberFormatException e) {
            throw refusal(text);
        }
        throw refusal(text);
    }

    private static TypeConversionException refusal(String text) {
        return new TypeConversionException(
                "'%s': expected a number from %s to %d, or max".formatted(text, SLOWEST, FASTEST));
    }
}
