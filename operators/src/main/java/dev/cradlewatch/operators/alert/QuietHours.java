package dev.cradlewatch.operators.alert;

import dev.cradlewatch.operators.stream.LocalTimeType;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import org.apache.flink.api.common.typeinfo.TypeInfo;

/**
 * The daily time in which a household wants no ring, in its own time zone; from = to means never.
 *
 * @param from first minute of quiet
 * @param to   first minute after it; before {@code from} when quiet spans midnight
 * @param zone IANA time zone
 */
public record QuietHours(
        @TypeInfo(LocalTimeType.class) LocalTime from,
        @TypeInfo(LocalTimeType.class) LocalTime to,
        String zone) {

    public static QuietHours never() {
        return new QuietHours(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT, "UTC");
    }

    public boolean contains(Instant time) {
        var local = time.atZone(ZoneId.of(zone)).toLocalTime();
        if (from.isBefore(to)) {
            return !local.isBefore(from) && local.isBefore(to);
        }
        return !from.equals(to) && (!local.isBefore(from) || local.isBefore(to));
    }
}
