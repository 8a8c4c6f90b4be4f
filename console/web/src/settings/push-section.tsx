import { useEffect, useState } from "preact/hooks";
import type { People } from "../api/types.ts";
import { run } from "../state/commands.ts";
import { signedIn } from "../state/session.ts";
import { say } from "../ui/toast.ts";
import { changed } from "./people.ts";
import { currentSubscription, subscribe, toChannel } from "./push.ts";
import { savePeople } from "./save-people.ts";

interface Props {
  /** The VAPID key; empty where this browser or the server has no web push. */
  keyOfServer: string;
  people: People;
}

/** Lets this phone or computer be a channel of the person who is signed in on it. */
export function PushSection({ keyOfServer, people }: Props) {
  const [endpoint, setEndpoint] = useState<string | undefined>(undefined);
  const [busy, setBusy] = useState(false);
  const who = signedIn.value;
  const index = people.caregivers.findIndex((c) => who.is === "IN" && c.id === who.session.caregiver);
  const self = people.caregivers[index];

  useEffect(() => {
    void currentSubscription().then((subscription) => setEndpoint(subscription?.endpoint));
  }, []);

  if (!keyOfServer || !self) return null;
  const already = self.channels.some((c) => c.kind === "WEB_PUSH" && c.endpoint === endpoint);

  const notify = async () => {
    setBusy(true);
    try {
      const channel = toChannel(await subscribe(keyOfServer), self.name);
      setEndpoint(channel.endpoint);
      const wanted = changed(people, index, (c) => ({ ...c, channels: [...c.channels, channel] }));
      await run(savePeople(wanted, "Notify this device", people));
    } catch (error) {
      say("ERROR", `Notify this device: ${(error as Error).message}`);
    }
    setBusy(false);
  };

  return (
    <section class="card" aria-label="Notifications on this device">
      <h2>This device</h2>
      {already ? (
        <p>This device is notified. Test it, or remove it, under “Who is told”.</p>
      ) : (
        <>
          <p class="muted">Alerts come as notifications, also when this page is closed.</p>
          <button type="button" class="button" aria-busy={busy} aria-disabled={busy} onClick={notify}>
            Notify this device
          </button>
        </>
      )}
    </section>
  );
}
