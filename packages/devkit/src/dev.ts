/**
 * `npm run dev`: the server on ./hubbub-data, started again when a file of its own changes; the web client is built anew at the
 * first request after one of its own has changed.
 */
import { fileURLToPath } from "node:url";

const main = fileURLToPath(new URL("../../hubbub/src/main.ts", import.meta.url));
const child = Bun.spawn(
  [
    process.execPath,
    "--watch",
    "--no-clear-screen",
    "--no-orphans",
    main,
    "serve",
    "--watch-web",
    ...process.argv.slice(2),
  ],
  { stdio: ["inherit", "inherit", "inherit"] },
);
// A terminal's Ctrl-C reaches the server, too: it decides when it has ended.
process.on("SIGINT", () => {});
process.on("SIGTERM", () => child.kill());
process.exit(await child.exited);
