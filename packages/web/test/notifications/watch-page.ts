/** Runs in every page before anything else: makes it one that can be looked away from, and keeps what it tells. */
export function watchPage(settings: object): void {
  // An empty page tells nothing.
  if (location.protocol !== "http:") return;
  const watch = { away: false, told: [] as { title: string; silent: boolean }[], sounds: 0 };
  Object.assign(globalThis, { watch });
  if (localStorage.getItem("hubbub-settings") === null)
    localStorage.setItem("hubbub-settings", JSON.stringify(settings));
  // A headless browser's pages are always visible and have the focus.
  Object.defineProperty(document, "visibilityState", { get: () => (watch.away ? "hidden" : "visible") });
  document.hasFocus = () => !watch.away;
  const { showNotification } = ServiceWorkerRegistration.prototype;
  ServiceWorkerRegistration.prototype.showNotification = function show(title, options) {
    watch.told.push({ title, silent: options?.silent ?? false });
    return showNotification.call(this, title, options);
  };
  const { createOscillator } = AudioContext.prototype;
  AudioContext.prototype.createOscillator = function create() {
    // One sound is two tones.
    watch.sounds += 0.5;
    return createOscillator.call(this);
  };
}

export interface Watch {
  away: boolean;
  /** Notifications that this page has shown, each time it did. */
  told: { title: string; silent: boolean }[];
  sounds: number;
}

declare global {
  /** Of `watchPage`. */
  var watch: Watch;
}
