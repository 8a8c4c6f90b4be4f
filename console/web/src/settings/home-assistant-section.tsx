import { useState } from "preact/hooks";
import type { HomeAssistant, People } from "../api/types.ts";
import { CommandButton, Switch } from "../ui/button.tsx";
import { savePeople } from "./save-people.ts";

const USUAL: HomeAssistant = {
  host: "",
  port: 1883,
  tls: false,
  user: "",
  passwordSet: false,
  prefix: "homeassistant",
};

/** The MQTT broker through which Home Assistant finds the cribs by itself. */
export function HomeAssistantSection({ people }: { people: People }) {
  const [draft, setDraft] = useState<HomeAssistant | null | undefined>(undefined);
  const shown = draft === undefined ? people.homeAssistant : draft;
  const set = (change: Partial<HomeAssistant>) => shown && setDraft({ ...shown, ...change });

  return (
    <section class="card" aria-label="Home Assistant">
      <h2>Home Assistant</h2>
      <Switch on={shown !== null} change={(on) => setDraft(on ? (people.homeAssistant ?? USUAL) : null)}>
        Tell Home Assistant
      </Switch>
      {shown && (
        <>
          <div class="form-row">
            <label class="field">
              MQTT broker
              <input
                value={shown.host}
                placeholder="homeassistant.local"
                onInput={(e) => set({ host: e.currentTarget.value })}
              />
            </label>
            <label class="field">
              Port
              <input
                type="number"
                min="1"
                max="65535"
                value={shown.port}
                onInput={(e) => e.currentTarget.value && set({ port: e.currentTarget.valueAsNumber })}
              />
            </label>
          </div>
          <Switch on={shown.tls} change={(tls) => set({ tls })}>
            Encrypt with TLS
          </Switch>
          <div class="form-row">
            <label class="field">
              User
              <input
                autocomplete="off"
                value={shown.user}
                onInput={(e) => set({ user: e.currentTarget.value })}
              />
            </label>
            <label class="field">
              {shown.passwordSet ? "New password (one is kept)" : "Password"}
              <input
                type="password"
                autocomplete="new-password"
                value={shown.password ?? ""}
                onInput={(e) => set({ password: e.currentTarget.value })}
              />
            </label>
            <label class="field">
              Discovery prefix
              <input value={shown.prefix} onInput={(e) => set({ prefix: e.currentTarget.value })} />
            </label>
          </div>
        </>
      )}
      {draft !== undefined && (
        <CommandButton
          command={savePeople(
            { ...people, homeAssistant: cleaned(draft) },
            "Save Home Assistant",
            people,
            () => setDraft((now) => (now === draft ? undefined : now)),
          )}
          class="button-primary"
        >
          Save Home Assistant
        </CommandButton>
      )}
    </section>
  );
}

/** An empty password field means: keep what is there. */
function cleaned(draft: HomeAssistant | null): HomeAssistant | null {
  if (!draft || draft.password) return draft;
  const { password: _password, ...rest } = draft;
  return rest;
}
