package dev.cradlewatch.operators.access;

import java.time.Instant;

/**
 * That somebody listened or looked.
 *
 * @param household whose sound or picture
 * @param person    id of the caregiver
 * @param session   first digits of the session's hash, which tell one browser from another
 * @param media     what it was
 * @param device    the monitor that heard or took it
 * @param subject   the alert or the picture
 * @param at        when, by the machine's clock
 */
public record MediaAccess(
        String household, String person, String session, Media media, String device, String subject, Instant at) {

    /** What can be listened to or looked at. */
    public enum Media {
        CLIP,
        SPECTROGRAM,
        PICTURE
    }
}
