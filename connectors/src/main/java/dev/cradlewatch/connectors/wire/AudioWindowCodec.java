package dev.cradlewatch.connectors.wire;

import com.google.protobuf.ByteString;
import dev.cradlewatch.connectors.proto.v1.DeviceProto;
import dev.cradlewatch.operators.device.AudioWindow;
import dev.cradlewatch.operators.device.WindowReason;
import dev.cradlewatch.operators.stream.RefusedRecordException;

/** {@link AudioWindow} on topic audio.windows. A reason that this release does not know becomes CONTEXT. */
public final class AudioWindowCodec implements RecordCodec<AudioWindow> {
    private static final String MESSAGE = "AudioWindow";

    @Override
    public AudioWindow decode(byte[] value) throws RefusedRecordException {
        var wire = Wire.parse(MESSAGE, DeviceProto.AudioWindow.parser(), value);
        Wire.requireFormat(MESSAGE, wire.getFormat());
        var device = Wire.requireText("AudioWindow.device", wire.getDevice(), "the device id");
        var of = " of device " + device;
        var epoch = Wire.requireNonZero(
                "AudioWindow.epoch" + of, wire.getEpoch(), "the identity of the device's record store");
        Wire.requirePresent("AudioWindow.seq" + of, wire.hasSeq(), "the window's number");
        var start = Wire.requireTime("AudioWindow.start_us" + of, wire.hasStartUs(), wire.getStartUs());
        var sent = Wire.requireTime("AudioWindow.sent_us" + of, wire.hasSentUs(), wire.getSentUs());
        Wire.requireNonZero(
                "AudioWindow.sample_rate_hz" + of, wire.getSampleRateHz(), String.valueOf(AudioWindow.SAMPLE_RATE_HZ));
        if (wire.getPcmS16Le().isEmpty()) {
            throw Wire.missing("AudioWindow.pcm_s16le" + of, "empty", "one second of sound");
        }
        return new AudioWindow(
                device,
                epoch,
                wire.getSeq(),
                start,
                sent,
                wire.getSampleRateHz(),
                wire.getPcmS16Le().toByteArray(),
                wire.getLocalScore(),
                wire.getAgentModel(),
                reason(wire.getReason()));
    }

    @Override
    public byte[] encode(AudioWindow window) {
        return DeviceProto.AudioWindow.newBuilder()
                .setFormat(Wire.FORMAT)
                .setDevice(window.device())
                .setEpoch(window.epoch())
                .setSeq(window.seq())
                .setStartUs(Wire.micros(window.start()))
                .setSentUs(Wire.micros(window.sent()))
                .setSampleRateHz(window.sampleRateHz())
                .setPcmS16Le(ByteString.copyFrom(window.pcm()))
                .setLocalScore(window.localScore())
                .setAgentModel(window.agentModel())
                .setReason(reason(window.reason()))
                .build()
                .toByteArray();
    }

    static WindowReason reason(DeviceProto.WindowReason reason) {
        return switch (reason) {
            case WINDOW_REASON_DETECTION -> WindowReason.DETECTION;
            case WINDOW_REASON_AUDIT -> WindowReason.AUDIT;
            default -> WindowReason.CONTEXT;
        };
    }

    static DeviceProto.WindowReason reason(WindowReason reason) {
        return switch (reason) {
            case DETECTION -> DeviceProto.WindowReason.WINDOW_REASON_DETECTION;
            case CONTEXT -> DeviceProto.WindowReason.WINDOW_REASON_CONTEXT;
            case AUDIT -> DeviceProto.WindowReason.WINDOW_REASON_AUDIT;
        };
    }
}
