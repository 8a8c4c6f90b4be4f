package dev.cradlewatch.connectors.wire;

import com.google.protobuf.ByteString;
import dev.cradlewatch.connectors.proto.v1.ImageProto;
import dev.cradlewatch.operators.image.ColorizedImage;
import dev.cradlewatch.operators.stream.Origin;
import dev.cradlewatch.operators.stream.RefusedRecordException;

/** {@link ColorizedImage} on topic images.colorized. The picture itself is not looked into. */
public final class ColorizedImageCodec implements RecordCodec<ColorizedImage> {
    private static final String MESSAGE = "ColorizedImage";

    @Override
    public ColorizedImage decode(byte[] value) throws RefusedRecordException {
        var wire = Wire.parse(MESSAGE, ImageProto.ColorizedImage.parser(), value);
        Wire.requireFormat(MESSAGE, wire.getFormat());
        var device = Wire.requireText("ColorizedImage.device", wire.getDevice(), "the device id");
        var id = Wire.requireText("ColorizedImage.image_id of device " + device, wire.getImageId(), "the picture's id");
        var of = " of image %s of device %s".formatted(id, device);
        if (wire.getData().isEmpty() && wire.getUri().isEmpty()) {
            throw Wire.missing("ColorizedImage.data" + of, "empty", "the picture, or its URI");
        }
        return new ColorizedImage(
                device,
                id,
                Wire.requireTime("ColorizedImage.taken_us" + of, wire.hasTakenUs(), wire.getTakenUs()),
                wire.getData().toByteArray(),
                wire.getUri(),
                pixels("ColorizedImage.width_px" + of, wire.getWidthPx()),
                pixels("ColorizedImage.height_px" + of, wire.getHeightPx()),
                Wire.requireText("ColorizedImage.model" + of, wire.getModel(), "the model's name and version"),
                wire.getReferenceImageId(),
                signed("ColorizedImage.took_us" + of, wire.getTookUs()),
                signed("ColorizedImage.peak_memory_bytes" + of, wire.getPeakMemoryBytes()),
                new Origin(wire.getSourceTopic(), wire.getSourcePartition(), wire.getSourceOffset()));
    }

    @Override
    public byte[] encode(ColorizedImage image) {
        var wire = ImageProto.ColorizedImage.newBuilder()
                .setFormat(Wire.FORMAT)
                .setDevice(image.device())
                .setImageId(image.imageId())
                .setTakenUs(Wire.micros(image.takenAt()))
                .setWidthPx(image.widthPx())
                .setHeightPx(image.heightPx())
                .setModel(image.model())
                .setReferenceImageId(image.referenceImageId())
                .setTookUs(image.tookMicros())
                .setPeakMemoryBytes(image.peakMemoryBytes())
                .setSourceTopic(image.source().topic())
                .setSourcePartition(image.source().partition())
                .setSourceOffset(image.source().offset());
        if (image.uri().isEmpty()) {
            wire.setData(ByteString.copyFrom(image.data()));
        } else {
            wire.setUri(image.uri());
        }
        return wire.build().toByteArray();
    }

    private static int pixels(String field, int value) throws RefusedRecordException {
        Wire.requireNonZero(field, value, "1 or more pixels");
        if (value < 0) {
            throw Wire.malformed(field, Integer.toUnsignedString(value), "at most " + Integer.MAX_VALUE);
        }
        return value;
    }

    private static long signed(String field, long value) throws RefusedRecordException {
        if (value < 0) {
            throw Wire.malformed(field, Long.toUnsignedString(value), "at most " + Long.MAX_VALUE);
        }
        return value;
    }
}
