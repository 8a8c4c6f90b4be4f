import { foremostAlert } from "../state/alerts.ts";
import { household, link } from "../state/store.ts";
import { ActionBar } from "./action-bar.tsx";
import { AlertCard } from "./alert-card.tsx";
import { CribCard } from "./crib-card.tsx";
import { EarlierCries } from "./earlier-cries.tsx";
import { FailedChannels } from "./failed-channels.tsx";
import { ThisDevice } from "./this-device.tsx";

export function LivePage() {
  const known = household.value;
  if (!known) {
    return <p class="muted">{link.value.state === "LOST" ? "Nothing is known yet." : "Looking in…"}</p>;
  }
  const alert = foremostAlert(known.alerts);
  return (
    <div class="live">
      {alert && <AlertCard alert={alert} cribs={known.cribs} />}
      <FailedChannels household={known} />
      {known.cribs.length === 0 && (
        <p class="card">
          No monitor yet. Add one under <a href="/settings">Settings</a>.
        </p>
      )}
      <div class="cribs">
        {known.cribs.map((crib) => (
          <CribCard key={crib.device} crib={crib} household={known} />
        ))}
      </div>
      <EarlierCries household={known} />
      <ThisDevice />
      <ActionBar household={known} alert={alert} />
    </div>
  );
}
