package dev.cradlewatch.operators.alert;

import dev.cradlewatch.operators.audio.CryLevel;
import dev.cradlewatch.operators.device.DeviceEvent;
import dev.cradlewatch.operators.device.LivenessChange;
import dev.cradlewatch.operators.feedback.Feedback;
import dev.cradlewatch.operators.stream.Heard;
import java.time.Instant;

/** Everything that can change what a household is told. */
public sealed interface HouseholdSignal {

    String household();

    String device();

    /** When the job may count it as known: the log's timestamp. */
    Instant arrival();

    /** The full model's view after one more window of a device. */
    record Level(CryLevel level) implements HouseholdSignal {
        @Override
        public String household() {
            return level.window().household();
        }

        @Override
        public String device() {
            return level.window().device();
        }

        @Override
        public Instant arrival() {
            return level.window().arrival();
        }
    }

    /** What a monitor told of itself: its own detections, and that it is alive. */
    record Report(Heard<DeviceEvent> event) implements HouseholdSignal {
        @Override
        public String household() {
            return event.household();
        }

        @Override
        public String device() {
            return event.record().device();
        }

        @Override
        public Instant arrival() {
            return event.arrival();
        }
    }

    /** A monitor went dark or came back. */
    record Liveness(LivenessChange change) implements HouseholdSignal {
        @Override
        public String household() {
            return change.household();
        }

        @Override
        public String device() {
            return change.device();
        }

        @Override
        public Instant arrival() {
            return change.at();
        }
    }

    /** What a caregiver said of an alert. */
    record Answer(Feedback feedback, Instant arrival) implements HouseholdSignal {
        @Override
        public String household() {
            return feedback.household();
        }

        @Override
        public String device() {
            return feedback.device();
        }
    }
}
