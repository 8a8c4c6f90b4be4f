import { useState } from "preact/hooks";
import type { Channel } from "../api/types.ts";

interface Props {
  name: string;
  add: (channel: Channel) => void;
  cancel: () => void;
}

/** A new ntfy or webhook channel. Web push is added on the device that shall be notified. */
export function ChannelForm({ name, add, cancel }: Props) {
  const [kind, setKind] = useState<"NTFY" | "WEBHOOK">("NTFY");
  const [address, setAddress] = useState("https://ntfy.sh");
  const [topic, setTopic] = useState("");
  const [secret, setSecret] = useState("");
  const [error, setError] = useState("");

  const submit = (event: Event) => {
    event.preventDefault();
    if (!/^https?:\/\/\S+$/.test(address)) return setError("The address begins with https://");
    if (kind === "NTFY" && topic.trim() === "") return setError("Give the topic that the ntfy app follows.");
    if (kind === "NTFY") {
      const given = secret ? { token: secret } : {};
      add({ id: "", kind, server: address, topic: topic.trim(), tokenSet: false, ...given });
    } else {
      add({ id: "", kind, url: address, secretSet: false, ...(secret ? { secret } : {}) });
    }
  };

  return (
    <form class="channel-form" onSubmit={submit} noValidate aria-label={`New channel for ${name}`}>
      <label class="field">
        Kind of channel
        <select
          value={kind}
          onChange={(event) => {
            const next = event.currentTarget.value as typeof kind;
            setKind(next);
            setAddress(next === "NTFY" ? "https://ntfy.sh" : "");
          }}
        >
          <option value="NTFY">ntfy (app on a phone)</option>
          <option value="WEBHOOK">Webhook</option>
        </select>
      </label>
      <label class="field">
        {kind === "NTFY" ? "Server" : "Address"}
        <input type="url" value={address} onInput={(event) => setAddress(event.currentTarget.value)} />
      </label>
      {kind === "NTFY" && (
        <label class="field">
          Topic
          <input value={topic} autocomplete="off" onInput={(event) => setTopic(event.currentTarget.value)} />
        </label>
      )}
      <label class="field">
        {kind === "NTFY" ? "Access token, if one is needed" : "Secret to sign with, if wanted"}
        <input
          type="password"
          autocomplete="off"
          value={secret}
          onInput={(event) => setSecret(event.currentTarget.value)}
        />
      </label>
      <div role="alert">{error && <p class="error">{error}</p>}</div>
      <div class="caregiver-actions">
        <button type="submit" class="button">
          Add this channel
        </button>
        <button type="button" class="button" onClick={cancel}>
          Cancel
        </button>
      </div>
    </form>
  );
}
