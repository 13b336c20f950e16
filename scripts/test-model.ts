/** `npm run test:model -- --minutes N`: sequences of all commands against the model for so long; default 15 minutes. */
import { fileURLToPath } from "node:url";

const at = process.argv.indexOf("--minutes");
const minutes = at < 0 ? 15 : Number(process.argv[at + 1]);
if (!(minutes > 0)) {
  console.error("Say how many minutes: npm run test:model -- --minutes 15");
  process.exit(2);
}
const { exited } = Bun.spawn([process.execPath, "test", "packages/server/test/model/model.test.ts"], {
  cwd: fileURLToPath(new URL("..", import.meta.url)),
  env: { ...process.env, HUBBUB_TEST_MINUTES: String(minutes) },
  stdout: "inherit",
  stderr: "inherit",
});
process.exit(await exited);
