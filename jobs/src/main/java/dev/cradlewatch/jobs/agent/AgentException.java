package dev.cradlewatch.jobs.agent;

import java.io.IOException;
import java.util.List;

/** An agent did not do what it was started for. The message holds what it said last. */
public final class AgentException extends IOException {
    private static final long serialVersionUID = 1L;

    AgentException(String who, String what, List<String> lastErrors) {
        super("%s %s%s".formatted(who, what, indented(lastErrors)));
    }

    private static String indented(List<String> lines) {
        return lines.isEmpty() ? "" : ":\n  " + String.join("\n  ", lines);
    }
}
