package dev.cradlewatch.jobs.bench.console;

import java.time.Duration;

/**
 * What a restart of the console cost.
 *
 * @param pages       that were open before
 * @param reconnected of these, how many came back
 * @param alerts      that were written from the end of the old console until the last page was back, and a little before and after
 * @param lost        pairs of alert and page of its household that never met
 * @param away        from the beginning of the end until the new console answers
 * @param lastBack    from then until the last page is back
 * @param memory      of the console's process at the end
 */
public record RestartRow(
        int pages, int reconnected, int alerts, int lost, Duration away, Duration lastBack, ServerMemory memory) {}
