package dev.cradlewatch.operators.home;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cradlewatch.operators.Night;
import dev.cradlewatch.operators.device.DeviceRegistration;
import dev.cradlewatch.operators.device.DeviceRegistration.Status;
import dev.cradlewatch.operators.image.ColorizedImage;
import dev.cradlewatch.operators.stream.Origin;
import dev.cradlewatch.operators.stream.SealedTypeInfo;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeviceHomesTest {
    private KeyedTwoInputStreamOperatorTestHarness<String, DeviceRegistration, ColorizedImage, HomeSignal> harness;

    @BeforeEach
    void open() throws Exception {
        harness = new KeyedTwoInputStreamOperatorTestHarness<>(
                new KeyedCoProcessOperator<>(new DeviceHomes()),
                DeviceRegistration::device,
                ColorizedImage::device,
                Types.STRING);
        harness.setup(SealedTypeInfo.of(HomeSignal.class).createSerializer(new SerializerConfigImpl()));
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void aPictureGoesToTheHouseholdOfItsMonitor() throws Exception {
        register(Night.registered("crib", "home"));
        picture("p-1");
        assertThat(told()).containsExactly("home has crib", "home sees p-1");
    }

    @Test
    void aPictureWaitsForAMonitorThatIsNotKnownYet() throws Exception {
        picture("p-1");
        picture("p-2");
        assertThat(told()).isEmpty();
        register(Night.registered("crib", "home"));
        assertThat(told()).containsExactly("home has crib", "home sees p-2");
    }

    @Test
    void aMonitorThatMovesLeavesItsFirstHousehold() throws Exception {
        register(Night.registered("crib", "home"));
        register(Night.registered("crib", "away"));
        picture("p-1");
        assertThat(told()).containsExactly("home has crib", "home lost crib", "away has crib", "away sees p-1");
    }

    @Test
    void aRevokedOrRemovedMonitorIsNobodysAndItsPicturesTooAreNot() throws Exception {
        register(Night.registered("crib", "home"));
        register(Night.registered("crib", "home").with(Status.REVOKED));
        picture("p-1");
        register(Night.registered("crib", "home"));
        register(DeviceRegistration.removed("crib"));
        assertThat(told()).containsExactly("home has crib", "home lost crib", "home has crib", "home lost crib");
    }

    @Test
    void aMonitorThatIsRenamedStays() throws Exception {
        register(Night.registered("crib", "home"));
        register(new DeviceRegistration("crib", "home", "By the window", Status.ACTIVE, List.of()));
        assertThat(told()).containsExactly("home has crib", "home has By the window");
    }

    private void register(DeviceRegistration device) throws Exception {
        harness.processElement1(device, 0);
    }

    private void picture(String id) throws Exception {
        harness.processElement2(
                new ColorizedImage(
                        "crib",
                        id,
                        Night.START,
                        new byte[] {1},
                        "",
                        1,
                        1,
                        "color-ref 1",
                        "",
                        1,
                        1,
                        new Origin("night.images", 0, 0)),
                0);
    }

    private List<String> told() {
        return harness.extractOutputValues().stream()
                .map(signal -> {
                    if (signal instanceof HomeSignal.OfDevice of) {
                        return "%s %s %s"
                                .formatted(
                                        of.home(),
                                        of.belongs() ? "has" : "lost",
                                        of.device().name());
                    }
                    return "%s sees %s"
                            .formatted(
                                    signal.home(),
                                    ((HomeSignal.OfPicture) signal).picture().imageId());
                })
                .toList();
    }
}
