import type { Log, WebFile, WebFiles } from "@hubbub/server";

import { loadFiles } from "./load-files.ts";
import { watchSources } from "./watch-sources.ts";

/** Where `serve` has the web client from. */
export interface WebSource {
  files: WebFiles;
  close(): void;
}

/** Asks for the files once, at the first call; with `watch`, again at the first call after a source has changed. */
export function openWebSource(log: Log, { watch }: { watch: boolean }): WebSource {
  const closing = new AbortController();
  let files: Promise<readonly WebFile[]> | undefined;
  const load = async (): Promise<readonly WebFile[]> => {
    const startedAt = performance.now();
    const loaded = await loadFiles(closing.signal);
    const ms = Math.round(performance.now() - startedAt);
    log.info({ files: loaded.length, ms }, "the web client is there");
    return loaded;
  };
  if (watch) watchSources(closing.signal, () => (files = undefined));
  return {
    files: () => (files ??= load()),
    close: () => closing.abort(),
  };
}
