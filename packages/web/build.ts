import { appFiles } from "./build/app-files.ts";
import { bundlePage, bundleServiceWorker } from "./build/bundle.ts";
import type { WebFile } from "./build/web-file.ts";

/** The web client, built. */
export interface WebBuild {
  files: WebFile[];
  /** Paths of the scripts that the page loads before it runs. */
  initial: string[];
}

/** Builds the web client from its sources, in some seconds. Rejects if the bundler does, with what is wrong in which file. */
export async function buildWeb(): Promise<WebBuild> {
  const [page, serviceWorker, app] = await Promise.all([bundlePage(), bundleServiceWorker(), appFiles()]);
  return { files: [...page.files, serviceWorker, ...app], initial: page.initial };
}
