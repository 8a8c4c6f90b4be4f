import { command, wordsOf } from "../api/client.ts";
import { sessionEnded } from "../state/session.ts";
import { say } from "./toast.ts";

export async function signOut(): Promise<void> {
  try {
    await command("POST", "/api/sign-out");
    sessionEnded();
  } catch (error) {
    say("ERROR", `Sign out: ${wordsOf(error)}`);
  }
}
