package dev.cradlewatch.connectors.wire;

import dev.cradlewatch.connectors.proto.v1.RegistryProto;
import dev.cradlewatch.operators.alert.HouseholdSettings;
import dev.cradlewatch.operators.alert.QuietHours;
import dev.cradlewatch.operators.alert.Sensitivity;
import dev.cradlewatch.operators.stream.DeadLetterReason;
import dev.cradlewatch.operators.stream.RawRecord;
import dev.cradlewatch.operators.stream.RefusedRecordException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;

/**
 * {@link HouseholdSettings} on the compacted topic settings. Quiet hours are kept to the minute. A sensitivity that this
 * release does not know becomes NORMAL. Quiet hours that are no times of day, or in no time zone, are MALFORMED here, because
 * the domain record could not be used with them.
 */
public final class HouseholdSettingsCodec implements RecordCodec<HouseholdSettings> {
    private static final String MESSAGE = "HouseholdSettings";
    private static final int MINUTES_PER_HOUR = 60;
    private static final int MINUTES_PER_DAY = 24 * MINUTES_PER_HOUR;

    @Override
    public HouseholdSettings decode(byte[] value) throws RefusedRecordException {
        var wire = Wire.parse(MESSAGE, RegistryProto.HouseholdSettings.parser(), value);
        Wire.requireFormat(MESSAGE, wire.getFormat());
        var household = Wire.requireText("HouseholdSettings.household", wire.getHousehold(), "the household's id");
        return new HouseholdSettings(
                household,
                sensitivity(wire.getSensitivity()),
                wire.hasQuietHours() ? quietHours(household, wire.getQuietHours()) : QuietHours.never(),
                wire.hasSnoozedUntilUs() ? Wire.instant(wire.getSnoozedUntilUs()) : Instant.EPOCH);
    }

    /**
     * The settings that a record of the compacted topic makes: an empty value gives the household named by the key the defaults.
     *
     * @throws RefusedRecordException as {@link #decode}, and with KEY_MISMATCH if key and household differ, because compaction
     *     would then keep the wrong record
     */
    public HouseholdSettings decodeEntry(RawRecord raw) throws RefusedRecordException {
        if (raw.value().length == 0) {
            return HouseholdSettings.defaults(
                    Wire.requireText("key of a record without value", raw.key(), "the household's id"));
        }
        var settings = decode(raw.value());
        if (!settings.household().equals(raw.key())) {
            throw new RefusedRecordException(
                    DeadLetterReason.KEY_MISMATCH,
                    "HouseholdSettings.household is %s: expected the record key %s"
                            .formatted(settings.household(), raw.key()));
        }
        return settings;
    }

    @Override
    public byte[] encode(HouseholdSettings settings) {
        return RegistryProto.HouseholdSettings.newBuilder()
                .setFormat(Wire.FORMAT)
                .setHousehold(settings.household())
                .setSensitivity(sensitivity(settings.sensitivity()))
                .setQuietHours(RegistryProto.QuietHours.newBuilder()
                        .setFromMinute(minute(settings.quietHours().from()))
                        .setToMinute(minute(settings.quietHours().to()))
                        .setZone(settings.quietHours().zone()))
                .setSnoozedUntilUs(Wire.micros(settings.snoozedUntil()))
                .build()
                .toByteArray();
    }

    private static QuietHours quietHours(String household, RegistryProto.QuietHours wire)
            throws RefusedRecordException {
        var of = " of household " + household;
        var from = time("QuietHours.from_minute" + of, wire.getFromMinute());
        var to = time("QuietHours.to_minute" + of, wire.getToMinute());
        var zone = Wire.requireText("QuietHours.zone" + of, wire.getZone(), "an IANA time zone");
        try {
            ZoneId.of(zone);
        } catch (DateTimeException e) {
            throw Wire.malformed("QuietHours.zone" + of, zone, "an IANA time zone, such as Europe/Madrid");
        }
        return new QuietHours(from, to, zone);
    }

    private static LocalTime time(String field, int minute) throws RefusedRecordException {
        if (minute < 0 || minute >= MINUTES_PER_DAY) {
            throw Wire.malformed(field, Integer.toUnsignedString(minute), "0 to 1439");
        }
        return LocalTime.of(minute / MINUTES_PER_HOUR, minute % MINUTES_PER_HOUR);
    }

    private static int minute(LocalTime time) {
        return time.getHour() * MINUTES_PER_HOUR + time.getMinute();
    }

    private static Sensitivity sensitivity(RegistryProto.Sensitivity sensitivity) {
        return switch (sensitivity) {
            case SENSITIVITY_LOW -> Sensitivity.LOW;
            case SENSITIVITY_HIGH -> Sensitivity.HIGH;
            default -> Sensitivity.NORMAL;
        };
    }

    private static RegistryProto.Sensitivity sensitivity(Sensitivity sensitivity) {
        return switch (sensitivity) {
            case LOW -> RegistryProto.Sensitivity.SENSITIVITY_LOW;
            case NORMAL -> RegistryProto.Sensitivity.SENSITIVITY_NORMAL;
            case HIGH -> RegistryProto.Sensitivity.SENSITIVITY_HIGH;
        };
    }
}
