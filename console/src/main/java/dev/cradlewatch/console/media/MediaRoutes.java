package dev.cradlewatch.console.media;

import dev.cradlewatch.connectors.kafka.LogWriter;
import dev.cradlewatch.connectors.kafka.Topics;
import dev.cradlewatch.connectors.wire.MediaAccessCodec;
import dev.cradlewatch.console.http.Audience;
import dev.cradlewatch.console.http.Refusal;
import dev.cradlewatch.console.http.Route;
import dev.cradlewatch.console.http.Visitor;
import dev.cradlewatch.operators.access.MediaAccess;
import dev.cradlewatch.operators.access.MediaAccess.Media;
import io.javalin.http.Context;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** Sound and pictures for the page. That somebody gets one is in topic audit before they do: without the log there is neither. */
public final class MediaRoutes {
    private static final byte PNG_FIRST = (byte) 0x89;

    private final Clips clips;
    private final Pictures pictures;
    private final Spectrogram spectrogram;
    private final LogWriter log;

    public MediaRoutes(Clips clips, Pictures pictures, Spectrogram spectrogram, LogWriter log) {
        this.clips = clips;
        this.pictures = pictures;
        this.spectrogram = spectrogram;
        this.log = log;
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/api/alerts/{alert}/clips/{device}", Audience.CAREGIVER, this::clip),
                Route.get("/api/alerts/{alert}/clips/{device}/spectrogram", Audience.CAREGIVER, this::drawing),
                Route.get(
                        "/api/devices/{device}/pictures/{image}/night",
                        Audience.CAREGIVER,
                        (context, visitor) -> picture(context, visitor, Pictures.Side.NIGHT)),
                Route.get(
                        "/api/devices/{device}/pictures/{image}/color",
                        Audience.CAREGIVER,
                        (context, visitor) -> picture(context, visitor, Pictures.Side.COLOR)));
    }

    private void clip(Context context, Visitor visitor) throws IOException, InterruptedException {
        var wav = sound(context, visitor, Media.CLIP).wav();
        context.writeSeekableStream(new ByteArrayInputStream(wav), "audio/wav", wav.length);
    }

    private void drawing(Context context, Visitor visitor) throws IOException, InterruptedException {
        context.contentType("image/png").result(spectrogram.png(sound(context, visitor, Media.SPECTROGRAM)));
    }

    private Sound sound(Context context, Visitor visitor, Media media) throws IOException, InterruptedException {
        var alert = context.pathParam("alert");
        var device = context.pathParam("device");
        var sound = clips.find(visitor.household(), alert, device).orElseThrow(() -> Refusal.unknown("sound"));
        writeDown(visitor, media, device, alert);
        return sound;
    }

    private void picture(Context context, Visitor visitor, Pictures.Side side)
            throws IOException, InterruptedException {
        var device = context.pathParam("device");
        var image = context.pathParam("image");
        var file =
                pictures.find(visitor.household(), device, image, side).orElseThrow(() -> Refusal.unknown("picture"));
        writeDown(visitor, Media.PICTURE, device, image);
        context.contentType(file[0] == PNG_FIRST ? "image/png" : "image/jpeg").result(file);
    }

    private void writeDown(Visitor visitor, Media media, String device, String subject)
            throws IOException, InterruptedException {
        var access = new MediaAccess(
                visitor.household(), visitor.person(), visitor.sessionDigits(), media, device, subject, Instant.now());
        log.write(Topics.AUDIT, access.household(), new MediaAccessCodec().encode(access), access.at());
    }
}
