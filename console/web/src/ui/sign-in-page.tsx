import { useEffect, useState } from "preact/hooks";
import { command, wordsOf } from "../api/client.ts";

const INVITE = "#invite=";

/** One button: the invitation is spent only when a person presses it, never by a preview of the link. */
export function SignInPage({ unreachable }: { unreachable: boolean }) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState("");
  const token = location.hash.startsWith(INVITE)
    ? decodeURIComponent(location.hash.slice(INVITE.length))
    : "";

  useEffect(() => {
    document.title = "Sign in · Cradlewatch";
    if (!token && !unreachable && location.pathname !== "/sign-in")
      history.replaceState(null, "", "/sign-in");
  }, [token, unreachable]);

  const signIn = async () => {
    if (busy) return;
    setBusy(true);
    setError("");
    try {
      await command("POST", "/api/sign-in", { token });
      location.replace("/");
    } catch (failure) {
      setError(wordsOf(failure));
      setBusy(false);
    }
  };

  return (
    <main class="sign-in" id="main">
      <img src="/icons/favicon.svg" width="72" height="72" alt="" />
      <h1>Cradlewatch</h1>
      {token ? (
        <>
          <p>You were invited. This link signs in this device, once.</p>
          <button type="button" class="button button-primary" aria-busy={busy} onClick={signIn}>
            Sign in
          </button>
        </>
      ) : (
        <>
          <p>
            {unreachable
              ? "Cradlewatch does not answer. Check that this device is online."
              : "You are not signed in. Open your invitation link on this device. Another caregiver can make one under Settings, or whoever runs Cradlewatch on its command line."}
          </p>
          <button type="button" class="button" onClick={() => location.assign("/")}>
            Try again
          </button>
        </>
      )}
      <div role="alert">{error && <p class="error">{error}</p>}</div>
    </main>
  );
}
