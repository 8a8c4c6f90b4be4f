package dev.cradlewatch.console.live;

import dev.cradlewatch.operators.alert.Acknowledgement;
import dev.cradlewatch.operators.alert.AlertKind;
import dev.cradlewatch.operators.alert.DeviceEvidence;
import dev.cradlewatch.operators.feedback.Feedback;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Makes what the page shows from what the log told: with names, and with addresses of sound and pictures. */
final class Views {
    private final UnaryOperator<String> deviceName;
    private final UnaryOperator<String> personName;

    Views(UnaryOperator<String> deviceName, UnaryOperator<String> personName) {
        this.deviceName = deviceName;
        this.personName = personName;
    }

    CribView crib(String device, AlertBook alerts, Optional<Instant> lastHeard, Optional<PicturePair> picture) {
        var outage = alerts.outage(device);
        var cry = alerts.cry(device);
        var cause = outage.or(() -> cry);
        var state = outage.isPresent()
                ? CribView.State.OFFLINE
                : cry.isPresent() ? CribView.State.CRYING : CribView.State.QUIET;
        return new CribView(
                device,
                deviceName.apply(device),
                state,
                cause.map(told -> told.alert().startedAt()),
                lastHeard,
                picture.map(pair -> picture(device, pair)));
    }

    AlertView alert(ToldAlert told, Optional<Feedback> label) {
        var alert = told.alert();
        var acknowledgement = alert.acknowledgement();
        return new AlertView(
                alert.id(),
                alert.version(),
                told.isOutage() && told.isOpen() ? AlertKind.MONITOR_OFFLINE : alert.kind(),
                alert.severity(),
                alert.silence(),
                alert.rings(),
                told.isOpen(),
                alert.startedAt(),
                alert.at(),
                acknowledgement.isGiven() ? personName.apply(acknowledgement.caregiver()) : "",
                Optional.of(acknowledgement).filter(Acknowledgement::isGiven).map(Acknowledgement::at),
                label.map(feedback -> feedback.kind().name()).orElse(""),
                label.map(feedback -> personName.apply(feedback.caregiver())).orElse(""),
                alert.evidence().stream()
                        .map(evidence -> evidence(told, evidence))
                        .toList());
    }

    private AlertView.EvidenceView evidence(ToldAlert told, DeviceEvidence evidence) {
        var clip = "/api/alerts/%s/clips/%s".formatted(part(told.alert().id()), part(evidence.device()));
        return new AlertView.EvidenceView(
                evidence.device(),
                deviceName.apply(evidence.device()),
                evidence.posterior(),
                evidence.peakProbability(),
                evidence.cryingSeconds(),
                evidence.heardLocally(),
                told.isOutage() ? "" : clip,
                told.isOutage() ? "" : clip + "/spectrogram");
    }

    private static CribView.PictureView picture(String device, PicturePair pair) {
        var address = "/api/devices/%s/pictures/%s/".formatted(part(device), part(pair.imageId()));
        return new CribView.PictureView(
                pair.imageId(),
                pair.takenAt(),
                pair.widthPx(),
                pair.heightPx(),
                pair.model(),
                pair.reference(),
                address + "night",
                address + "color");
    }

    private static String part(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
