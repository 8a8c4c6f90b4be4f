import { render } from "preact";
import { App } from "./app.tsx";
import { watchRinging } from "./live/device-switches.ts";
import { watchConfirmations } from "./state/commands.ts";
import { askSession, sessionEnded } from "./state/session.ts";
import { startTicking } from "./state/store.ts";
import { followLinks } from "./ui/router.ts";
import { registerWorker } from "./ui/worker.ts";

startTicking();
watchConfirmations();
watchRinging();
followLinks();
registerWorker();

const root = document.getElementById("app");
if (root) render(<App />, root);

// The sign-in view asks nothing: a link preview or a stranger leaves no trace.
if (location.pathname === "/sign-in" || location.hash.startsWith("#invite=")) sessionEnded();
else void askSession();
