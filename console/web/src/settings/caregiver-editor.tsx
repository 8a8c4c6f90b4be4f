import { useState } from "preact/hooks";
import type { Caregiver, Channel, Delivery } from "../api/types.ts";
import { signedIn } from "../state/session.ts";
import { channelName } from "../ui/channel-name.ts";
import { ChannelForm } from "./channel-form.tsx";
import { ChannelRow } from "./channel-row.tsx";
import { InviteButton } from "./invite-button.tsx";

interface Props {
  caregiver: Caregiver;
  index: number;
  count: number;
  newest: Map<string, Delivery>;
  move: (by: -1 | 1) => void;
  remove: () => void;
  change: (next: Caregiver) => void;
}

export function CaregiverEditor({ caregiver, index, count, newest, move, remove, change }: Props) {
  const [adding, setAdding] = useState(false);
  const who = signedIn.value;
  const self = who.is === "IN" && who.session.caregiver === caregiver.id;
  const { name, channels } = caregiver;

  const addChannel = (channel: Channel) => {
    setAdding(false);
    change({ ...caregiver, channels: [...channels, channel] });
  };

  return (
    <li class="caregiver">
      <div class="caregiver-head">
        <h3>
          {index + 1}. {name}
        </h3>
        {index > 0 && (
          <button type="button" class="button button-small" onClick={() => move(-1)}>
            <span aria-hidden="true">↑</span>
            <span class="unseen">Move {name} up</span>
          </button>
        )}
        {index < count - 1 && (
          <button type="button" class="button button-small" onClick={() => move(1)}>
            <span aria-hidden="true">↓</span>
            <span class="unseen">Move {name} down</span>
          </button>
        )}
      </div>
      {channels.length === 0 && <p class="muted">No channel: {name} is told only by this page.</p>}
      <ul class="channels">
        {channels.map((channel, at) => (
          <ChannelRow
            key={channel.id || channelName(channel)}
            caregiver={caregiver}
            channel={channel}
            delivery={newest.get(channel.id)}
            remove={() => change({ ...caregiver, channels: channels.filter((_, i) => i !== at) })}
          />
        ))}
      </ul>
      {adding ? (
        <ChannelForm name={name} add={addChannel} cancel={() => setAdding(false)} />
      ) : (
        <div class="caregiver-actions">
          <button type="button" class="button button-small" onClick={() => setAdding(true)}>
            Add channel<span class="unseen"> for {name}</span>
          </button>
          {caregiver.id !== "" && <InviteButton caregiver={caregiver} />}
          {!self && (
            <button type="button" class="button button-small" onClick={remove}>
              Remove<span class="unseen"> {name}</span>
            </button>
          )}
        </div>
      )}
    </li>
  );
}
