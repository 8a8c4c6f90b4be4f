package dev.cradlewatch.jobs.notify;

import dev.cradlewatch.connectors.homeassistant.HomeBridge;
import dev.cradlewatch.connectors.notify.ChannelSenders;
import dev.cradlewatch.connectors.notify.DeliverNotices;
import dev.cradlewatch.connectors.wire.AlertCodec;
import dev.cradlewatch.connectors.wire.ChannelTestCodec;
import dev.cradlewatch.connectors.wire.ColorizedImageCodec;
import dev.cradlewatch.connectors.wire.DeviceRegistrationCodec;
import dev.cradlewatch.connectors.wire.HouseholdCodec;
import dev.cradlewatch.operators.alert.Alert;
import dev.cradlewatch.operators.device.DeviceRegistration;
import dev.cradlewatch.operators.home.DeviceHomes;
import dev.cradlewatch.operators.home.HomeSignal;
import dev.cradlewatch.operators.household.Household;
import dev.cradlewatch.operators.image.ColorizedImage;
import dev.cradlewatch.operators.notify.ChannelTest;
import dev.cradlewatch.operators.notify.Delivery;
import dev.cradlewatch.operators.notify.DirectoryEntry;
import dev.cradlewatch.operators.notify.Notice;
import dev.cradlewatch.operators.notify.NoticeSignal;
import dev.cradlewatch.operators.notify.PlanNotices;
import dev.cradlewatch.operators.stream.DeadLetters;
import dev.cradlewatch.operators.stream.DecodeEntries;
import dev.cradlewatch.operators.stream.EntryDecoder;
import dev.cradlewatch.operators.stream.RawRecord;
import dev.cradlewatch.operators.stream.SealedTypeInfo;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.BroadcastStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * From a household's alerts to its caregivers and its Home Assistant. A job of its own: a phone that cannot be reached must not
 * keep an alert from the page, nor a full alert topic a test from its answer.
 */
public final class NotifyJob {
    private static final TypeInformation<NoticeSignal> NOTICE_SIGNAL = SealedTypeInfo.of(NoticeSignal.class);
    private static final TypeInformation<DirectoryEntry> ENTRY = SealedTypeInfo.of(DirectoryEntry.class);
    private static final TypeInformation<HomeSignal> HOME_SIGNAL = SealedTypeInfo.of(HomeSignal.class);

    private final NotifyConfig config;

    public NotifyJob(NotifyConfig config) {
        this.config = config;
    }

    /** Adds the job's graph to the environment of the inputs. */
    public void define(NotifyInputs inputs, NotifyOutputs outputs) {
        var alerts = decoded(inputs.alerts(), raw -> new AlertCodec().decode(raw.value()), Alert.class, "alerts");
        var tests =
                decoded(inputs.tests(), raw -> new ChannelTestCodec().decode(raw.value()), ChannelTest.class, "tests");
        var images = decoded(
                inputs.images(), raw -> new ColorizedImageCodec().decode(raw.value()), ColorizedImage.class, "images");
        var households = decoded(inputs.households(), new HouseholdCodec()::decodeEntry, Household.class, "households");
        var devices = decoded(
                inputs.devices(), new DeviceRegistrationCodec()::decodeEntry, DeviceRegistration.class, "devices");

        var notices = planned(alerts, tests, directory(households, devices));
        var sending = config.sending();
        var delivered = named(
                notices.transform(
                        "deliver-notices",
                        TypeInformation.of(Delivery.class),
                        new DeliverNotices(() -> new ChannelSenders(sending), config.retries())),
                "deliver-notices");
        var shown = shown(alerts, tests, images, households, devices);

        delivered
                .union(notices.getSideOutput(PlanNotices.UNDELIVERABLE), shown)
                .sinkTo(outputs.deliveries())
                .uid("deliveries-sink")
                .name("deliveries");
        alerts.getSideOutput(DeadLetters.TAG)
                .union(
                        tests.getSideOutput(DeadLetters.TAG),
                        images.getSideOutput(DeadLetters.TAG),
                        households.getSideOutput(DeadLetters.TAG),
                        devices.getSideOutput(DeadLetters.TAG))
                .sinkTo(outputs.deadLetters())
                .uid("dead-letters-sink")
                .name("dead.letters");
    }

    private SingleOutputStreamOperator<Notice> planned(
            DataStream<Alert> alerts, DataStream<ChannelTest> tests, BroadcastStream<DirectoryEntry> directory) {
        var signals = mapped(alerts, NoticeSignal.OfAlert::new, NOTICE_SIGNAL, "alerts-to-tell")
                .union(mapped(
                        only(tests, false, "tests-of-channels"),
                        NoticeSignal.OfTest::new,
                        NOTICE_SIGNAL,
                        "tests-to-send"));
        return named(
                signals.keyBy(NoticeSignal::household, Types.STRING)
                        .connect(directory)
                        .process(new PlanNotices(config.notices()), TypeInformation.of(Notice.class)),
                "plan-notices");
    }

    private DataStream<Delivery> shown(
            DataStream<Alert> alerts,
            DataStream<ChannelTest> tests,
            DataStream<ColorizedImage> images,
            DataStream<Household> households,
            DataStream<DeviceRegistration> devices) {
        var monitors = named(
                devices.keyBy(DeviceRegistration::device, Types.STRING)
                        .connect(images.keyBy(ColorizedImage::device, Types.STRING))
                        .process(new DeviceHomes(), HOME_SIGNAL),
                "device-homes");
        var signals = monitors.union(
                mapped(households, HomeSignal.OfHousehold::new, HOME_SIGNAL, "homes"),
                mapped(alerts, HomeSignal.OfAlert::new, HOME_SIGNAL, "alerts-to-show"),
                mapped(only(tests, true, "tests-of-homes"), HomeSignal.OfTest::new, HOME_SIGNAL, "home-tests-to-show"));
        return named(
                signals.keyBy(HomeSignal::home, Types.STRING)
                        .process(new HomeBridge(config.links()), TypeInformation.of(Delivery.class)),
                "home-bridge");
    }

    private static BroadcastStream<DirectoryEntry> directory(
            DataStream<Household> households, DataStream<DeviceRegistration> devices) {
        return mapped(households, DirectoryEntry.OfHousehold::new, ENTRY, "households-to-tell")
                .union(mapped(devices, DirectoryEntry.OfDevice::new, ENTRY, "device-names"))
                .broadcast(PlanNotices.HOUSEHOLDS, PlanNotices.DEVICE_NAMES);
    }

    private static DataStream<ChannelTest> only(DataStream<ChannelTest> tests, boolean ofHomes, String name) {
        return named(tests.filter(test -> test.isOfHomeAssistant() == ofHomes), name);
    }

    private static <T> SingleOutputStreamOperator<T> decoded(
            DataStream<RawRecord> raw, EntryDecoder<T> decoder, Class<T> type, String name) {
        return named(raw.process(new DecodeEntries<>(decoder), TypeInformation.of(type)), "decode-" + name);
    }

    private static <A, B> SingleOutputStreamOperator<B> mapped(
            DataStream<A> stream, MapFunction<A, B> map, TypeInformation<B> type, String name) {
        return named(stream.map(map, type), name);
    }

    private static <T> SingleOutputStreamOperator<T> named(SingleOutputStreamOperator<T> operator, String name) {
        return operator.uid(name).name(name);
    }
}
