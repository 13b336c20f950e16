import { type ProfileNode } from "./cpu-profile.ts";

/** Whose code a function is. */
export type Owner = "hubbub" | "library" | "runtime";

export interface CodePlace {
  /** "flush"; functions without a name are told apart by their line. */
  name: string;
  /** "server/src/core/flusher.ts"; empty for what has no file: native code. */
  file: string;
  owner: Owner;
}

const LIBRARIES = "/node_modules/";
const PACKAGES = "/packages/";

export function codePlace({ functionName, url, lineNumber }: ProfileNode["callFrame"]): CodePlace {
  const name = functionName === "" ? `(anonymous, line ${lineNumber + 1})` : functionName;
  const library = url.lastIndexOf(LIBRARIES);
  if (library >= 0) return { name, file: url.slice(library + LIBRARIES.length), owner: "library" };
  const own = url.lastIndexOf(PACKAGES);
  if (own >= 0) return { name, file: url.slice(own + PACKAGES.length), owner: "hubbub" };
  if (url === "") return { name: functionName || "(native)", file: "", owner: "runtime" };
  const isModule = url.startsWith("node:") || url.startsWith("bun:");
  return { name, file: url.split("/").slice(-2).join("/"), owner: isModule ? "runtime" : "hubbub" };
}
