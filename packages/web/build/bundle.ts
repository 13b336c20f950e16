import { fileURLToPath } from "node:url";

import { HEAD } from "./app-files.ts";
import { makeWebFile } from "./make-web-file.ts";
import type { WebFile } from "./web-file.ts";

const PAGE = source("index.html");
const SERVICE_WORKER = source("service-worker.ts");
const PRODUCTION = { "process.env.NODE_ENV": '"production"' };

/** What the bundler made of the page. */
export interface Bundle {
  files: WebFile[];
  /** Paths of the scripts that the page loads before it runs. */
  initial: string[];
}

/** The page with its scripts and styles: `/index.html`, the rest below `/assets/` with names by content. */
export async function bundlePage(): Promise<Bundle> {
  const { outputs, metafile } = await Bun.build({
    entrypoints: [PAGE],
    target: "browser",
    define: PRODUCTION,
    minify: true,
    splitting: true,
    metafile: true,
    // The page is also served for /c/12: its addresses begin at the root.
    publicPath: "/",
    naming: {
      entry: "[name].[ext]",
      chunk: "assets/[name]-[hash].[ext]",
      asset: "assets/[name]-[hash].[ext]",
    },
  });
  const page = outputs.find(({ path }) => path.endsWith(".html"));
  if (!page || !metafile) throw new Error("The bundler made no page.");
  const html = await withHead(await page.text());
  const assets = outputs
    .filter((output) => output !== page)
    .map((output) => ({ output, path: output.path.replace(/^\./, "") }))
    // The page's styles have those of all lazy screens: nothing asks for the bundler's others.
    .filter(({ path }) => !path.endsWith(".css") || html.includes(path));
  const made = assets.map(async ({ output, path }) =>
    makeWebFile(path, typeOf(output.type), new Uint8Array(await output.arrayBuffer()), true),
  );
  const files = await Promise.all([makeWebFile("/index.html", "text/html; charset=utf-8", html), ...made]);
  const imports = (path: string): string[] =>
    (metafile.outputs[`.${path}`]?.imports ?? [])
      .filter(({ kind }) => kind === "import-statement")
      .map((one) => one.path.replace(/^\./, ""));
  const [, script = ""] = /<script[^>]* src="([^"]+)"/.exec(html) ?? [];
  return { files, initial: reached(script, imports) };
}

/** The service worker, at the address that makes all pages its own. */
export async function bundleServiceWorker(): Promise<WebFile> {
  const { outputs } = await Bun.build({
    entrypoints: [SERVICE_WORKER],
    target: "browser",
    format: "iife",
    define: PRODUCTION,
    minify: true,
  });
  const [script] = outputs;
  if (!script) throw new Error("The bundler made no service worker.");
  return makeWebFile("/service-worker.js", "text/javascript; charset=utf-8", await script.text());
}

/** Puts in what the bundler would look for among the sources. */
function withHead(html: string): Promise<string> {
  const rewriter = new HTMLRewriter().on("head", {
    element(head) {
      head.append(HEAD, { html: true });
    },
  });
  return rewriter.transform(new Response(html)).text();
}

/** `from`, what it imports, what that imports, … */
function reached(from: string, imports: (path: string) => string[]): string[] {
  const found = new Set([from]);
  for (const path of found) for (const next of imports(path)) found.add(next);
  return [...found];
}

function typeOf(type: string): string {
  return type.replace(/;charset=/, "; charset=");
}

function source(name: string): string {
  return fileURLToPath(new URL(`../src/${name}`, import.meta.url));
}
