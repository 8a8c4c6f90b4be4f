package dev.cradlewatch.operators.home;

import dev.cradlewatch.operators.device.DeviceRegistration;
import dev.cradlewatch.operators.device.DeviceRegistration.Status;
import dev.cradlewatch.operators.image.ColorizedImage;
import java.time.Duration;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Tells a household which monitors it has and had, and brings it their pictures. A picture that comes before its monitor is known
 * waits for it. Keyed by device.
 */
public final class DeviceHomes extends KeyedCoProcessFunction<String, DeviceRegistration, ColorizedImage, HomeSignal> {
    private static final long serialVersionUID = 1L;

    private static final Duration PICTURE_WAIT = Duration.ofMinutes(10);

    private transient ValueState<DeviceRegistration> known;
    private transient ValueState<ColorizedImage> early;

    @Override
    public void open(OpenContext context) {
        // No time-to-live: one registration for each device until it is taken out of the registry.
        known = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("known", TypeInformation.of(DeviceRegistration.class)));
        var waiting = new ValueStateDescriptor<>("early-picture", TypeInformation.of(ColorizedImage.class));
        waiting.enableTimeToLive(StateTtlConfig.newBuilder(PICTURE_WAIT).build());
        early = getRuntimeContext().getState(waiting);
    }

    @Override
    public void processElement1(DeviceRegistration device, Context context, Collector<HomeSignal> out)
            throws Exception {
        var before = Optional.ofNullable(known.value()).filter(DeviceHomes::isThere);
        if (before.isPresent()
                && !(isThere(device) && device.household().equals(before.get().household()))) {
            out.collect(new HomeSignal.OfDevice(before.get().household(), before.get(), false));
        }
        if (device.status() == Status.REMOVED) {
            known.clear();
        } else {
            known.update(device);
        }
        if (isThere(device)) {
            out.collect(new HomeSignal.OfDevice(device.household(), device, true));
            var waiting = Optional.ofNullable(early.value());
            waiting.ifPresent(picture -> out.collect(new HomeSignal.OfPicture(device.household(), picture)));
        }
        early.clear();
    }

    @Override
    public void processElement2(ColorizedImage picture, Context context, Collector<HomeSignal> out) throws Exception {
        var device = Optional.ofNullable(known.value());
        if (device.isEmpty()) {
            early.update(picture);
        } else if (isThere(device.get())) {
            out.collect(new HomeSignal.OfPicture(device.get().household(), picture));
        }
    }

    private static boolean isThere(DeviceRegistration device) {
        return device.status() == Status.ACTIVE;
    }
}
