import { useState } from "preact/hooks";
import { command, post, wordsOf } from "../api/client.ts";
import type { Device, NewDevice } from "../api/types.ts";
import { LoadState } from "../ui/load-state.tsx";
import { day } from "../ui/time.ts";
import { say } from "../ui/toast.ts";
import type { Loaded } from "../ui/use-load.ts";
import { DeviceRow } from "./device-row.tsx";
import { NewDeviceCard } from "./new-device-card.tsx";

const RELOAD_AFTER_MILLIS = 1_500;

export function DevicesSection({ devices }: { devices: Loaded<Device[]> }) {
  const [name, setName] = useState("");
  const [added, setAdded] = useState<NewDevice | undefined>(undefined);

  /** A command comes back through the log, a moment later. */
  const send = async (words: string, method: "POST" | "PATCH", path: string, body?: unknown) => {
    try {
      await command(method, path, body);
      setTimeout(devices.reload, RELOAD_AFTER_MILLIS);
    } catch (error) {
      say("ERROR", `${words}: ${wordsOf(error)}`);
    }
  };

  const add = async (event: Event) => {
    event.preventDefault();
    if (name.trim() === "") return;
    try {
      setAdded(await post<NewDevice>("/api/devices", { name: name.trim() }));
      setName("");
      setTimeout(devices.reload, RELOAD_AFTER_MILLIS);
    } catch (error) {
      say("ERROR", `Add monitor: ${wordsOf(error)}`);
    }
  };

  return (
    <section class="card" aria-label="Monitors">
      <h2>Monitors</h2>
      <LoadState of={devices} />
      <ul class="rows">
        {devices.value?.map((device) =>
          device.status === "ACTIVE" ? (
            <DeviceRow key={device.device} device={device} send={send} />
          ) : (
            <li key={device.device} class="muted">
              {device.name}: revoked{device.registeredAt && `, registered ${day(device.registeredAt)}`}
            </li>
          ),
        )}
      </ul>
      {added && <NewDeviceCard device={added} close={() => setAdded(undefined)} />}
      <form class="form-row" onSubmit={add}>
        <label class="field">
          New monitor's name
          <input value={name} autocomplete="off" onInput={(event) => setName(event.currentTarget.value)} />
        </label>
        <button type="submit" class="button">
          Add monitor
        </button>
      </form>
    </section>
  );
}
