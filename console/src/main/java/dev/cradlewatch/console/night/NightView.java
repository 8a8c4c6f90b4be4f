package dev.cradlewatch.console.night;

import java.util.List;
import java.util.Optional;

/** A night as the page draws it; times as the history writes them, ISO 8601 in UTC. */
record NightView(
        String night,
        String zone,
        String from,
        String to,
        List<CryView> cries,
        List<OutageView> outages,
        List<PictureView> pictures,
        List<QuietView> quiet,
        List<MissedView> missed,
        List<FeedbackView> feedback) {

    record CryView(
            String alertId,
            String from,
            String to,
            boolean rang,
            String severity,
            List<String> devices,
            Optional<String> acknowledgedAt,
            String acknowledgedBy,
            String label) {}

    record OutageView(String device, String name, String from, Optional<String> to) {}

    record PictureView(String device, String imageId, String at, String night, String color) {}

    record QuietView(String from, String to) {}

    record MissedView(String at, String device, String by) {}

    record FeedbackView(String at, String kind, String alertId, String by) {}
}
