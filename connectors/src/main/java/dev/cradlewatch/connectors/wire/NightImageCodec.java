package dev.cradlewatch.connectors.wire;

import com.google.protobuf.ByteString;
import dev.cradlewatch.connectors.proto.v1.ImageProto;
import dev.cradlewatch.operators.image.ImageKind;
import dev.cradlewatch.operators.image.NightImage;
import dev.cradlewatch.operators.stream.RefusedRecordException;

/** {@link NightImage} on topic night.images. The picture itself is not looked into. A kind of a later release is refused. */
public final class NightImageCodec implements RecordCodec<NightImage> {
    private static final String MESSAGE = "NightImage";

    @Override
    public NightImage decode(byte[] value) throws RefusedRecordException {
        var wire = Wire.parse(MESSAGE, ImageProto.NightImage.parser(), value);
        Wire.requireFormat(MESSAGE, wire.getFormat());
        var device = Wire.requireText("NightImage.device", wire.getDevice(), "the device id");
        var id = Wire.requireText("NightImage.image_id of device " + device, wire.getImageId(), "the picture's id");
        var of = " of image %s of device %s".formatted(id, device);
        var takenAt = Wire.requireTime("NightImage.taken_us" + of, wire.hasTakenUs(), wire.getTakenUs());
        var sent = Wire.requireTime("NightImage.sent_us" + of, wire.hasSentUs(), wire.getSentUs());
        Wire.requireNonZero("NightImage.kind" + of, wire.getKindValue(), "day or night");
        var kind = kind(wire, of);
        if (wire.getData().isEmpty() && wire.getUri().isEmpty()) {
            throw Wire.missing("NightImage.data" + of, "empty", "the picture, or its URI");
        }
        return new NightImage(device, id, takenAt, sent, kind, wire.getData().toByteArray(), wire.getUri());
    }

    @Override
    public byte[] encode(NightImage image) {
        var wire = ImageProto.NightImage.newBuilder()
                .setFormat(Wire.FORMAT)
                .setDevice(image.device())
                .setImageId(image.imageId())
                .setTakenUs(Wire.micros(image.takenAt()))
                .setSentUs(Wire.micros(image.sent()))
                .setKind(
                        switch (image.kind()) {
                            case DAY -> ImageProto.ImageKind.IMAGE_KIND_DAY;
                            case NIGHT -> ImageProto.ImageKind.IMAGE_KIND_NIGHT;
                        });
        if (image.uri().isEmpty()) {
            wire.setData(ByteString.copyFrom(image.data()));
        } else {
            wire.setUri(image.uri());
        }
        return wire.build().toByteArray();
    }

    private static ImageKind kind(ImageProto.NightImage wire, String of) throws RefusedRecordException {
        return switch (wire.getKind()) {
            case IMAGE_KIND_DAY -> ImageKind.DAY;
            case IMAGE_KIND_NIGHT -> ImageKind.NIGHT;
            default ->
                throw Wire.unsupported(
                        "NightImage.kind" + of, Integer.toUnsignedString(wire.getKindValue()), "1 (day) or 2 (night)");
        };
    }
}
