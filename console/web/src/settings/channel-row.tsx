import { useState } from "preact/hooks";
import { command, wordsOf } from "../api/client.ts";
import type { Caregiver, Channel, Delivery } from "../api/types.ts";
import { pageNow } from "../state/store.ts";
import { channelName } from "../ui/channel-name.ts";
import { ago } from "../ui/time.ts";
import { say } from "../ui/toast.ts";

interface Props {
  caregiver: Caregiver;
  channel: Channel;
  delivery: Delivery | undefined;
  remove: () => void;
}

/** A channel with what became of its last message. */
export function ChannelRow({ caregiver, channel, delivery, remove }: Props) {
  const [testing, setTesting] = useState(false);
  const name = channelName(channel);

  const test = async () => {
    setTesting(true);
    const path = `/api/people/${encodeURIComponent(caregiver.id)}/channels/${encodeURIComponent(channel.id)}/test`;
    try {
      await command("POST", path);
      say("INFO", `A test message is on its way to ${name}.`);
    } catch (error) {
      say("ERROR", `Test of ${name}: ${wordsOf(error)}`);
    }
    setTesting(false);
  };

  return (
    <li class="channel">
      <p>
        {name}
        <Outcome delivery={delivery} saved={channel.id !== ""} />
      </p>
      {channel.id !== "" && (
        <button type="button" class="button button-small" aria-busy={testing} onClick={test}>
          Test<span class="unseen"> {name}</span>
        </button>
      )}
      <button type="button" class="button button-small" onClick={remove}>
        Remove<span class="unseen"> {name}</span>
      </button>
    </li>
  );
}

function Outcome({ delivery, saved }: { delivery: Delivery | undefined; saved: boolean }) {
  if (!saved) return <span class="muted channel-outcome">Not saved yet</span>;
  if (!delivery) return <span class="muted channel-outcome">Nothing sent yet</span>;
  const when = ago(delivery.at, pageNow.value);
  const what = delivery.test ? "test message" : "message";
  if (delivery.outcome === "DELIVERED") {
    return (
      <span class="channel-outcome outcome-delivered">
        Last {what} delivered {when}
      </span>
    );
  }
  const verb = delivery.outcome === "RETRYING" ? "not delivered yet, trying again" : "failed";
  const tries = delivery.attempts === 1 ? "1 attempt" : `${delivery.attempts} attempts`;
  return (
    <span class="channel-outcome error">
      Last {what} {verb} {when}: {delivery.detail || "no answer"} ({tries})
    </span>
  );
}
