import { command, wordsOf } from "../api/client.ts";
import type { SignIn } from "../api/types.ts";
import { LoadState } from "../ui/load-state.tsx";
import { day } from "../ui/time.ts";
import { say } from "../ui/toast.ts";
import type { Loaded } from "../ui/use-load.ts";

const RELOAD_AFTER_MILLIS = 1_500;

/** Where caregivers of the household are signed in. */
export function SessionsSection({ sessions }: { sessions: Loaded<SignIn[]> }) {
  const end = async (session: SignIn) => {
    try {
      await command("POST", `/api/sessions/${encodeURIComponent(session.id)}/end`);
      setTimeout(sessions.reload, RELOAD_AFTER_MILLIS);
    } catch (error) {
      say("ERROR", `End sign-in: ${wordsOf(error)}`);
    }
  };

  return (
    <section class="card" aria-label="Signed-in devices">
      <h2>Signed-in devices</h2>
      <LoadState of={sessions} />
      <ul class="rows">
        {sessions.value?.map((session) => (
          <li key={session.id} class="row">
            <p>
              {session.name}
              {session.current && ", this device"}
              <span class="muted row-words">
                Since {day(session.createdAt)}, until {day(session.expiresAt)}
              </span>
            </p>
            {!session.current && (
              <button type="button" class="button button-small" onClick={() => end(session)}>
                Sign out
                <span class="unseen">
                  {" "}
                  {session.name}'s device since {day(session.createdAt)}
                </span>
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
