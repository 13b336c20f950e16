/** Two short tones, in hertz, and when each begins, in seconds. */
const TONES = [
  [659, 0],
  [880, 0.09],
] as const;
const LENGTH_S = 0.16;
const VOLUME = 0.12;
/** Many messages at once are heard as one. */
const APART_MS = 1_500;

let context: AudioContext | undefined;
let lastAt = -Infinity;

/** A short sound, unless there was one just now; false if the browser plays none before the user has done something on the page. */
export async function playSound(): Promise<boolean> {
  if (performance.now() - lastAt < APART_MS) return true;
  // Browsers that say so complain of a sound before the first click or key.
  const { userActivation } = navigator as Partial<Navigator>;
  if (userActivation?.hasBeenActive === false) return false;
  context ??= new AudioContext();
  // In others this waits for a click: too late for this message.
  if (context.state === "suspended")
    await Promise.race([context.resume(), new Promise((done) => setTimeout(done, 100))]);
  if (context.state !== "running") return false;
  lastAt = performance.now();
  for (const [frequency, delay] of TONES) tone(context, frequency, context.currentTime + delay);
  return true;
}

function tone(audio: AudioContext, frequency: number, at: number): void {
  const [oscillator, gain] = [audio.createOscillator(), audio.createGain()];
  oscillator.frequency.value = frequency;
  gain.gain.setValueAtTime(0, at);
  gain.gain.linearRampToValueAtTime(VOLUME, at + 0.01);
  gain.gain.exponentialRampToValueAtTime(0.001, at + LENGTH_S);
  oscillator.connect(gain).connect(audio.destination);
  oscillator.start(at);
  oscillator.stop(at + LENGTH_S);
}
