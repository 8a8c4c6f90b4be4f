package dev.cradlewatch.operators.household;

import dev.cradlewatch.operators.stream.DurationType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.typeinfo.TypeInfo;

/**
 * A household and those who are told when its baby cries; the newest one counts.
 *
 * @param household     its id
 * @param name          what its people call it
 * @param caregivers    in the order in which they are told: the first one at once, each other one if nobody acknowledged
 * @param escalateAfter how long nobody may have acknowledged before the next caregiver is told
 * @param homeAssistant its Home Assistant; {@link HomeAssistant#none()} without one
 */
public record Household(
        String household,
        String name,
        List<Caregiver> caregivers,
        @TypeInfo(DurationType.class) Duration escalateAfter,
        HomeAssistant homeAssistant) {
    /** How long nobody may have acknowledged, unless the household chose. */
    public static final Duration ESCALATE_AFTER = Duration.ofMinutes(5);

    public Household {
        caregivers = List.copyOf(caregivers);
    }

    /** A household of which nothing is known: nobody is told. */
    public static Household defaults(String household) {
        return new Household(household, "", List.of(), ESCALATE_AFTER, HomeAssistant.none());
    }

    public Optional<Caregiver> caregiver(String id) {
        return caregivers.stream()
                .filter(caregiver -> caregiver.id().equals(id))
                .findFirst();
    }
}
