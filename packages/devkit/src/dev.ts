/** `npm run dev`: the server on ./hubbub-data, started again when a file changes. */
import { fileURLToPath } from "node:url";

const main = fileURLToPath(new URL("../../hubbub/src/main.ts", import.meta.url));
const { exited } = Bun.spawn(
  [process.execPath, "--watch", "--no-clear-screen", main, "serve", ...process.argv.slice(2)],
  { stdio: ["inherit", "inherit", "inherit"] },
);
process.on("SIGINT", () => {});
process.exit(await exited);
