package dev.cradlewatch.operators.home;

import dev.cradlewatch.operators.alert.Alert;
import dev.cradlewatch.operators.device.DeviceRegistration;
import dev.cradlewatch.operators.household.Household;
import dev.cradlewatch.operators.image.ColorizedImage;
import dev.cradlewatch.operators.notify.ChannelTest;

/** Everything that can change what a household's Home Assistant shows. */
public sealed interface HomeSignal {

    /** Whose Home Assistant. */
    String home();

    /** The household chose a Home Assistant, or another one, or none. */
    record OfHousehold(Household household) implements HomeSignal {
        @Override
        public String home() {
            return household.household();
        }
    }

    /**
     * A monitor.
     *
     * @param belongs whether it is one of the household's; false once it was moved, revoked or removed
     */
    record OfDevice(String home, DeviceRegistration device, boolean belongs) implements HomeSignal {}

    /** A night picture in colour. */
    record OfPicture(String home, ColorizedImage picture) implements HomeSignal {}

    /** A version of an alert. */
    record OfAlert(Alert alert) implements HomeSignal {
        @Override
        public String home() {
            return alert.household();
        }
    }

    /** Somebody tries whether Home Assistant can be reached. */
    record OfTest(ChannelTest test) implements HomeSignal {
        @Override
        public String home() {
            return test.household();
        }
    }
}
