import { command } from "../api/client.ts";
import type { People } from "../api/types.ts";
import type { Command } from "../state/commands.ts";
import { fulfils } from "./people.ts";

/** Sends people as a whole. A new secret changes nothing that the page can see, so any later version counts then. */
export function savePeople(wanted: People, words: string, before: People, confirmed?: () => void): Command {
  return {
    key: words,
    words,
    send: () => command("PUT", "/api/people", wanted),
    done: ({ people }) => people !== before && fulfils(people, wanted),
    ...(confirmed && { confirmed }),
  };
}
