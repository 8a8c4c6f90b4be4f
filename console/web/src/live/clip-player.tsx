import { useRef, useState } from "preact/hooks";
import { Icon } from "../ui/icon.tsx";

interface Props {
  clip: string;
  spectrogram: string;
  name: string;
}

/** Plays the sound behind an alert over its spectrogram. Nothing is loaded before the first press. */
export function ClipPlayer({ clip, spectrogram, name }: Props) {
  const audio = useRef<HTMLAudioElement>(null);
  const head = useRef<HTMLDivElement>(null);
  const [asked, setAsked] = useState(false);
  const [playing, setPlaying] = useState(false);
  const [problem, setProblem] = useState("");

  const follow = () => {
    const sound = audio.current;
    if (!sound || !head.current || !Number.isFinite(sound.duration)) return;
    head.current.style.left = `${(100 * sound.currentTime) / sound.duration}%`;
    if (!sound.paused) requestAnimationFrame(follow);
  };

  const toggle = async () => {
    const sound = audio.current;
    if (!sound) return;
    setAsked(true);
    setProblem("");
    if (!sound.paused) return sound.pause();
    if (!sound.getAttribute("src")) sound.src = clip;
    try {
      await sound.play();
      follow();
    } catch (error) {
      if ((error as Error).name === "AbortError") return;
      sound.removeAttribute("src");
      setProblem("There is no sound of this yet. Try again in a few seconds.");
    }
  };

  return (
    <div class="clip">
      <button type="button" class="button clip-button" onClick={toggle}>
        <Icon name={playing ? "pause" : "play"} />
        {playing ? "Pause" : "Play"} {name}
      </button>
      {/* biome-ignore lint/a11y/useMediaCaption: a recording of a baby has no words. */}
      <audio
        ref={audio}
        preload="none"
        onPlay={() => setPlaying(true)}
        onPause={() => setPlaying(false)}
        onEnded={() => setPlaying(false)}
      />
      {asked && (
        <div class="clip-picture">
          <img src={spectrogram} alt={`Spectrogram of the sound in ${name}`} onError={hide} />
          <div class="clip-head" ref={head} />
        </div>
      )}
      <div role="alert">{problem && <p class="error">{problem}</p>}</div>
    </div>
  );
}

function hide(event: Event): void {
  (event.currentTarget as HTMLImageElement).hidden = true;
}
