import { dismiss, toast } from "./toast.ts";

export function ToastView() {
  const said = toast.value;
  return (
    <div class="toasts">
      <div role="alert">{said?.kind === "ERROR" && <ToastBox words={said.words} kind="error" />}</div>
      <div role="status">{said?.kind === "INFO" && <ToastBox words={said.words} kind="info" />}</div>
    </div>
  );
}

function ToastBox({ words, kind }: { words: string; kind: string }) {
  return (
    <div class={`toast toast-${kind}`}>
      <p>{words}</p>
      <button type="button" class="button" onClick={dismiss}>
        Dismiss
      </button>
    </div>
  );
}
