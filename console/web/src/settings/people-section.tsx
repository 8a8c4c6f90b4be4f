import { useState } from "preact/hooks";
import type { Delivery, People } from "../api/types.ts";
import { newestDeliveries } from "../state/alerts.ts";
import { CommandButton } from "../ui/button.tsx";
import { CaregiverEditor } from "./caregiver-editor.tsx";
import { moved, withCaregiver, withoutCaregiver } from "./people.ts";
import { savePeople } from "./save-people.ts";

/** Who is told, in which order and by what. Changes are a draft until saved. */
export function PeopleSection({ people, deliveries }: { people: People; deliveries: Delivery[] }) {
  const [draft, setDraft] = useState<People | undefined>(undefined);
  const [newName, setNewName] = useState("");
  const shown = draft ? { ...draft, homeAssistant: people.homeAssistant } : people;
  const newest = newestDeliveries(deliveries);

  const add = (event: Event) => {
    event.preventDefault();
    if (newName.trim() === "") return;
    setDraft(withCaregiver(shown, newName.trim()));
    setNewName("");
  };

  return (
    <section class="card" aria-label="Who is told">
      <h2>Who is told</h2>
      <p class="muted">The first is told first; the next if nobody is on it in time.</p>
      <ol class="caregivers">
        {shown.caregivers.map((caregiver, index) => (
          <CaregiverEditor
            key={caregiver.id || `new ${caregiver.name}`}
            caregiver={caregiver}
            index={index}
            count={shown.caregivers.length}
            newest={newest}
            move={(by) => setDraft(moved(shown, index, by))}
            remove={() => setDraft(withoutCaregiver(shown, index))}
            change={(next) =>
              setDraft({ ...shown, caregivers: shown.caregivers.map((c, i) => (i === index ? next : c)) })
            }
          />
        ))}
      </ol>
      <form class="form-row" onSubmit={add}>
        <label class="field">
          New caregiver's name
          <input
            value={newName}
            autocomplete="off"
            onInput={(event) => setNewName(event.currentTarget.value)}
          />
        </label>
        <button type="submit" class="button">
          Add caregiver
        </button>
      </form>
      <label class="field">
        Tell the next one after (minutes)
        <input
          type="number"
          min="1"
          max="60"
          value={shown.escalateAfterMinutes}
          onInput={(event) => {
            const minutes = event.currentTarget.valueAsNumber;
            if (minutes >= 1) setDraft({ ...shown, escalateAfterMinutes: Math.round(minutes) });
          }}
        />
      </label>
      {draft && (
        <div class="form-row save-row">
          <CommandButton
            command={savePeople(shown, "Save who is told", people, () =>
              setDraft((now) => (now === draft ? undefined : now)),
            )}
            class="button-primary"
          >
            Save who is told
          </CommandButton>
          <button type="button" class="button" onClick={() => setDraft(undefined)}>
            Discard
          </button>
        </div>
      )}
    </section>
  );
}
