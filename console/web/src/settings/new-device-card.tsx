import type { NewDevice } from "../api/types.ts";
import { download } from "../ui/download.ts";

/** What a new monitor needs; the key is shown this once. */
export function NewDeviceCard({ device, close }: { device: NewDevice; close: () => void }) {
  const save = (text: string, name: string) => download(new Blob([text], { type: "text/plain" }), name);
  return (
    <div class="new-device" role="status">
      <p>
        <strong>{device.name} is added.</strong> {device.note}
      </p>
      <div class="caregiver-actions">
        <button type="button" class="button" onClick={() => save(device.configuration, "agent.toml")}>
          Download configuration
        </button>
        <button type="button" class="button" onClick={() => save(device.key, `${device.device}.pem`)}>
          Download key
        </button>
        <button type="button" class="button" onClick={close}>
          Done
        </button>
      </div>
    </div>
  );
}
