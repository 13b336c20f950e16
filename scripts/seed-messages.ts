/** `npm run seed -- --messages N --data DIR`: a database of messages as people write them, always the same for a seed. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { seedDatabase } from "../packages/devkit/src/seed/seed-database.ts";

const USAGE = `npm run seed -- --data DIR [--messages N] [--users N] [--channels N] [--seed N]

  --data      the data folder, without a database in it
  --messages  how many (1000000)
  --users     who wrote them (2000)
  --channels  where they are, a third of them private (1500)
  --seed      other messages for another seed (1)`;

class UsageFault extends Error {}

interface Settings {
  data: string;
  messages: number;
  users: number;
  channels: number;
  seed: number;
}

function readSettings(args: string[]): Settings | undefined {
  const text = { type: "string" } as const;
  const options = {
    data: text,
    messages: text,
    users: text,
    channels: text,
    seed: text,
    help: { type: "boolean" },
  } as const;
  let values;
  try {
    ({ values } = parseArgs({ args, options }));
  } catch (error) {
    throw new UsageFault((error instanceof Error ? error.message : String(error)).split(". ")[0]);
  }
  if (values.help) return undefined;
  const { data } = values;
  if (data === undefined) throw new UsageFault("--data is missing: the folder for the database");
  if (existsSync(join(data, "hubbub.sqlite"))) throw new UsageFault(`There is a database in ${data} already`);
  return {
    data,
    messages: whole("--messages", values.messages ?? "1000000", 100_000_000),
    users: whole("--users", values.users ?? "2000", 1_000_000),
    channels: whole("--channels", values.channels ?? "1500", 100_000),
    seed: whole("--seed", values.seed ?? "1", 2 ** 31 - 1),
  };
}

function whole(option: string, text: string, most: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value > 0 && value <= most) return value;
  throw new UsageFault(`${option} takes a whole number from 1 to ${most}, not "${text}"`);
}

async function seed(settings: Settings): Promise<void> {
  const start = performance.now();
  let said = 0;
  await seedDatabase({
    ...settings,
    progress(messages) {
      if (messages - said < 100_000 && messages < settings.messages) return;
      said = messages;
      const seconds = (performance.now() - start) / 1000;
      console.log(`${messages} messages after ${seconds.toFixed(1)} s`);
    },
  });
}

try {
  const settings = readSettings(process.argv.slice(2));
  if (settings === undefined) console.log(USAGE);
  else await seed(settings);
} catch (error) {
  if (!(error instanceof UsageFault)) throw error;
  console.error(`${error.message}. "npm run seed -- --help" says what can be asked.`);
  process.exitCode = 2;
}
