import { useState } from "preact/hooks";
import { post, wordsOf } from "../api/client.ts";
import type { Caregiver } from "../api/types.ts";
import { clockTime, day } from "../ui/time.ts";
import { say } from "../ui/toast.ts";

interface Invitation {
  link: string;
  expiresAt: string;
}

/** Makes a one-time link that signs in another device of a caregiver. */
export function InviteButton({ caregiver }: { caregiver: Caregiver }) {
  const [invitation, setInvitation] = useState<Invitation | undefined>(undefined);

  const invite = async () => {
    try {
      setInvitation(await post<Invitation>("/api/invitations", { caregiver: caregiver.id }));
    } catch (error) {
      say("ERROR", `Invitation for ${caregiver.name}: ${wordsOf(error)}`);
    }
  };

  const hand = async (link: string) => {
    try {
      if (navigator.share) await navigator.share({ title: "Cradlewatch", url: link });
      else await navigator.clipboard.writeText(link);
      if (!navigator.share) say("INFO", "The link is copied.");
    } catch {
      // The person closed the sharing sheet, or the browser keeps the clipboard: the link can be selected.
    }
  };

  if (!invitation) {
    return (
      <button type="button" class="button button-small" onClick={invite}>
        Invite<span class="unseen"> {caregiver.name}</span>
      </button>
    );
  }
  return (
    <div class="invitation">
      <label class="field">
        Link for {caregiver.name}: signs in one device, until {clockTime(invitation.expiresAt)} on{" "}
        {day(invitation.expiresAt)}
        <input readOnly value={invitation.link} onFocus={(event) => event.currentTarget.select()} />
      </label>
      <button type="button" class="button button-small" onClick={() => hand(invitation.link)}>
        {"share" in navigator ? "Share link" : "Copy link"}
      </button>
    </div>
  );
}
