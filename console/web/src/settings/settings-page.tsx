import { household } from "../state/store.ts";
import { signOut } from "../ui/sign-out.ts";
import { DevicesSection } from "./devices-section.tsx";
import { HomeAssistantSection } from "./home-assistant-section.tsx";
import { PeopleSection } from "./people-section.tsx";
import { PushSection } from "./push-section.tsx";
import { QuietHoursSection } from "./quiet-hours-section.tsx";
import { SensitivitySection } from "./sensitivity-section.tsx";
import { SessionsSection } from "./sessions-section.tsx";

export function SettingsPage() {
  const known = household.value;
  if (!known) return <p class="muted">Looking in…</p>;
  return (
    <div class="settings">
      <SensitivitySection settings={known.settings} />
      <QuietHoursSection settings={known.settings} />
      <PeopleSection people={known.people} deliveries={known.deliveries} />
      <PushSection people={known.people} />
      <DevicesSection />
      <SessionsSection />
      <HomeAssistantSection people={known.people} />
      <button type="button" class="button" onClick={signOut}>
        Sign out
      </button>
    </div>
  );
}
