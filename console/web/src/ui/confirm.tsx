import { useEffect, useRef, useState } from "preact/hooks";

interface Props {
  verb: string;
  what: string;
  words: string;
  confirmed: () => void;
}

/** A small button that asks once more before it does what cannot be undone. */
export function Confirm({ verb, what, words, confirmed }: Props) {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <button type="button" class="button button-small" onClick={() => setAsking(true)}>
        {verb}
        <span class="unseen"> {what}</span>
      </button>
      {asking && (
        <ConfirmDialog
          title={`${verb} ${what}?`}
          verb={verb}
          words={words}
          close={() => setAsking(false)}
          confirmed={confirmed}
        />
      )}
    </>
  );
}

interface DialogProps {
  title: string;
  verb: string;
  words: string;
  close: () => void;
  confirmed: () => void;
}

function ConfirmDialog({ title, verb, words, close, confirmed }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} class="dialog" aria-label={title} onClose={close}>
      <form method="dialog" onSubmit={confirmed}>
        <h2>{title}</h2>
        <p>{words}</p>
        <div class="action-row">
          <button type="button" class="button" onClick={close}>
            Cancel
          </button>
          <button type="submit" class="button button-primary">
            {verb}
          </button>
        </div>
      </form>
    </dialog>
  );
}
