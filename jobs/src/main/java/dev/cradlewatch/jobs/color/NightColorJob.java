package dev.cradlewatch.jobs.color;

import dev.cradlewatch.connectors.wire.DeviceRegistrationCodec;
import dev.cradlewatch.connectors.wire.NightImageCodec;
import dev.cradlewatch.operators.device.Admission;
import dev.cradlewatch.operators.device.DeviceRegistration;
import dev.cradlewatch.operators.image.ColorizePictures;
import dev.cradlewatch.operators.image.ColorizedImage;
import dev.cradlewatch.operators.image.NightImage;
import dev.cradlewatch.operators.stream.DeadLetters;
import dev.cradlewatch.operators.stream.DecodeEntries;
import dev.cradlewatch.operators.stream.Heard;
import dev.cradlewatch.operators.stream.RawRecord;
import org.apache.flink.api.common.typeinfo.TypeHint;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * From a picture that a monitor took by night to the same picture in colour. A job of its own: a picture takes seconds and much memory, and no
 * alert may wait for it. The graph is a function of its inputs and outputs, as that of the alert job.
 */
public final class NightColorJob {
    private static final TypeInformation<Heard<NightImage>> HEARD_IMAGE = TypeInformation.of(new TypeHint<>() {});

    private final NightColorConfig config;

    public NightColorJob(NightColorConfig config) {
        this.config = config;
    }

    /** Adds the job's graph to the environment of the inputs. */
    public void define(NightColorInputs inputs, NightColorOutputs outputs) {
        var devices = named(
                inputs.devices()
                        .process(
                                new DecodeEntries<>(new DeviceRegistrationCodec()::decodeEntry),
                                TypeInformation.of(DeviceRegistration.class)),
                "decode-devices");
        var admitted = named(
                inputs.images()
                        .keyBy(RawRecord::key, Types.STRING)
                        .connect(devices.broadcast(Admission.REGISTRY))
                        .process(
                                new Admission<>(new NightImageCodec(), image -> {}, config.admission(), inputs.known()),
                                HEARD_IMAGE),
                "admit-images");
        // Admission made sure that the record's key is the device.
        var colorized = named(
                DataStreamUtils.reinterpretAsKeyedStream(
                                admitted, heard -> heard.record().device(), Types.STRING)
                        .process(
                                new ColorizePictures(
                                        config.workshop(), config.coloring(), config.memories(), config.store()),
                                TypeInformation.of(ColorizedImage.class)),
                "colorize-pictures");
        colorized.sinkTo(outputs.images()).uid("images-sink").name("images.colorized");
        devices.getSideOutput(DeadLetters.TAG)
                .union(admitted.getSideOutput(DeadLetters.TAG), colorized.getSideOutput(DeadLetters.TAG))
                .sinkTo(outputs.deadLetters())
                .uid("dead-letters-sink")
                .name("dead.letters");
    }

    private static <T> SingleOutputStreamOperator<T> named(SingleOutputStreamOperator<T> operator, String name) {
        return operator.uid(name).name(name);
    }
}
