import { useState } from "preact/hooks";
import type { Device } from "../api/types.ts";
import { Confirm } from "../ui/confirm.tsx";
import { day } from "../ui/time.ts";

interface Props {
  device: Device;
  send: (words: string, method: "POST" | "PATCH", path: string, body?: unknown) => Promise<void>;
}

export function DeviceRow({ device, send }: Props) {
  const [renaming, setRenaming] = useState(false);
  const [name, setName] = useState(device.name);
  const path = `/api/devices/${encodeURIComponent(device.device)}`;

  const rename = (event: Event) => {
    event.preventDefault();
    setRenaming(false);
    if (name.trim() !== "") void send("Rename", "PATCH", path, { name: name.trim() });
  };

  if (renaming) {
    return (
      <li>
        <form class="form-row" onSubmit={rename}>
          <label class="field">
            New name of {device.name}
            <input value={name} autocomplete="off" onInput={(event) => setName(event.currentTarget.value)} />
          </label>
          <button type="submit" class="button">
            Save name
          </button>
        </form>
      </li>
    );
  }
  return (
    <li class="row">
      <p>
        {device.name}
        {device.registeredAt && <span class="muted row-words">Registered {day(device.registeredAt)}</span>}
      </p>
      <button type="button" class="button button-small" onClick={() => setRenaming(true)}>
        Rename<span class="unseen"> {device.name}</span>
      </button>
      <Confirm
        verb="Revoke"
        what={device.name}
        words="Its key will no longer be accepted. This cannot be undone."
        confirmed={() => send("Revoke", "POST", `${path}/revoke`)}
      />
    </li>
  );
}
