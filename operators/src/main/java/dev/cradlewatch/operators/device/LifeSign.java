package dev.cradlewatch.operators.device;

import dev.cradlewatch.operators.stream.Heard;
import java.time.Instant;

/** Any record of a device, reduced to the fact that it came. */
public record LifeSign(String device, String household, Instant arrival) {

    public static LifeSign of(Heard<? extends DeviceRecord> heard) {
        return new LifeSign(heard.record().device(), heard.household(), heard.arrival());
    }
}
