import type { File } from "@hubbub/client";

/** Pictures that are looked at, and which of them. */
export interface Looking {
  files: readonly File[];
  at: number;
}

const listeners = new Set<() => void>();
let current: Looking | undefined;

/** The picture that is shown over everything else. */
export const lightbox = {
  get current(): Looking | undefined {
    return current;
  },
  open(files: readonly File[], file: File): void {
    set({ files, at: files.indexOf(file) });
  },
  close(): void {
    set(undefined);
  },
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

function set(looking: Looking | undefined): void {
  current = looking;
  for (const listener of listeners) listener();
}
