package dev.cradlewatch.connectors.wire;

import dev.cradlewatch.connectors.proto.v1.AccessProto;
import dev.cradlewatch.operators.access.MediaAccess;
import dev.cradlewatch.operators.access.MediaAccess.Media;
import dev.cradlewatch.operators.stream.RefusedRecordException;

/** {@link MediaAccess} on topic audit. */
public final class MediaAccessCodec implements RecordCodec<MediaAccess> {
    private static final String MESSAGE = "MediaAccess";

    @Override
    public MediaAccess decode(byte[] value) throws RefusedRecordException {
        var wire = Wire.parse(MESSAGE, AccessProto.MediaAccess.parser(), value);
        Wire.requireFormat(MESSAGE, wire.getFormat());
        return new MediaAccess(
                Wire.requireText("MediaAccess.household", wire.getHousehold(), "the household's id"),
                wire.getPerson(),
                wire.getSession(),
                media(wire.getMedia()),
                wire.getDevice(),
                wire.getSubject(),
                Wire.requireTime("MediaAccess.at_us", wire.hasAtUs(), wire.getAtUs()));
    }

    @Override
    public byte[] encode(MediaAccess access) {
        return AccessProto.MediaAccess.newBuilder()
                .setFormat(Wire.FORMAT)
                .setHousehold(access.household())
                .setPerson(access.person())
                .setSession(access.session())
                .setMedia(media(access.media()))
                .setDevice(access.device())
                .setSubject(access.subject())
                .setAtUs(Wire.micros(access.at()))
                .build()
                .toByteArray();
    }

    private static Media media(AccessProto.Media media) throws RefusedRecordException {
        return switch (media) {
            case MEDIA_CLIP -> Media.CLIP;
            case MEDIA_SPECTROGRAM -> Media.SPECTROGRAM;
            case MEDIA_PICTURE -> Media.PICTURE;
            case MEDIA_UNSPECIFIED -> throw Wire.missing("MediaAccess.media", "0", "1 to 3");
            case UNRECOGNIZED -> throw Wire.unsupported("MediaAccess.media", media, "1 to 3");
        };
    }

    private static AccessProto.Media media(Media media) {
        return switch (media) {
            case CLIP -> AccessProto.Media.MEDIA_CLIP;
            case SPECTROGRAM -> AccessProto.Media.MEDIA_SPECTROGRAM;
            case PICTURE -> AccessProto.Media.MEDIA_PICTURE;
        };
    }
}
