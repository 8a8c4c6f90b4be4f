import { failedChannels } from "../state/alerts.ts";
import type { Household } from "../state/household.ts";
import { pageNow } from "../state/store.ts";
import { channelName } from "../ui/channel-name.ts";
import { ago } from "../ui/time.ts";

/** A person who would not be told is worth a line on the live page. */
export function FailedChannels({ household }: { household: Household }) {
  const failed = failedChannels(household.people, household.deliveries);
  if (failed.length === 0) return null;
  return (
    <section class="card notice" aria-label="Failed channels">
      {failed.map(({ caregiver, channel, delivery }) => (
        <p key={channel.id}>
          <strong>
            {caregiver} may not be told by {channelName(channel)}:
          </strong>{" "}
          {delivery.outcome === "RETRYING" ? "trying again after" : "failed,"}{" "}
          {delivery.detail || "no answer"}, {ago(delivery.at, pageNow.value)}.
        </p>
      ))}
      <a href="/settings">Check it in Settings</a>
    </section>
  );
}
