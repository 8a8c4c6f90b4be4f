import type { Device, SensitivityReport, SignIn } from "../api/types.ts";
import { household } from "../state/store.ts";
import { signOut } from "../ui/sign-out.ts";
import { type Loaded, useLoad } from "../ui/use-load.ts";
import { DevicesSection } from "./devices-section.tsx";
import { HomeAssistantSection } from "./home-assistant-section.tsx";
import { PeopleSection } from "./people-section.tsx";
import { pushSupported } from "./push.ts";
import { PushSection } from "./push-section.tsx";
import { QuietHoursSection } from "./quiet-hours-section.tsx";
import { SensitivitySection } from "./sensitivity-section.tsx";
import { SessionsSection } from "./sessions-section.tsx";

export function SettingsPage() {
  const known = household.value;
  const report = useLoad<SensitivityReport>("/api/sensitivity");
  const devices = useLoad<Device[]>("/api/devices");
  const sessions = useLoad<SignIn[]>("/api/sessions");
  const pushKey = useLoad<{ key: string }>(pushSupported() ? "/api/push-key" : undefined);
  // All at once, so that nothing moves under the thumb.
  const loading = [report, devices, sessions, ...(pushSupported() ? [pushKey] : [])].some(isLoading);
  if (!known || loading) return <p class="muted">Loading…</p>;
  return (
    <div class="settings">
      <SensitivitySection report={report} settings={known.settings} />
      <QuietHoursSection settings={known.settings} />
      <PeopleSection people={known.people} deliveries={known.deliveries} />
      <PushSection keyOfServer={pushKey.value?.key ?? ""} people={known.people} />
      <DevicesSection devices={devices} />
      <SessionsSection sessions={sessions} />
      <HomeAssistantSection people={known.people} />
      <button type="button" class="button" onClick={signOut}>
        Sign out
      </button>
    </div>
  );
}

function isLoading(loaded: Loaded<unknown>): boolean {
  return loaded.value === undefined && loaded.error === "";
}
