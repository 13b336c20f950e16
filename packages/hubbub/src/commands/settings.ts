import type { ServerSettings } from "@hubbub/protocol";
import { Command } from "commander";

import { onServer, OrderFailed, type ServerFlags, serverOrder, table } from "../on-server.ts";

/** `hubbub settings …`: the server's settings, also while it runs. */
export function settingsCommand(): Command {
  const command = new Command("settings").description("the server's settings");
  serverOrder(command, "get", "show all settings").action((flags: ServerFlags) =>
    onServer(flags, async (give) => shown(await give("getSettings", {}))),
  );
  serverOrder(command, "set <name> <value>", "change one; default-channels: names, by commas").action(
    (name: string, value: string, flags: ServerFlags) =>
      onServer(flags, async (give) => {
        const before = await give("getSettings", {});
        return shown(await give("setSettings", change(before, name, value)));
      }),
  );
  return command;
}

/** What the change of one setting asks for, by the type that it has now. */
function change(before: ServerSettings, name: string, value: string) {
  const key = name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  if (!Object.hasOwn(before, key)) {
    throw new OrderFailed(`There is no setting ${name}: "hubbub settings get" shows them all.`);
  }
  if (key === "defaultChannels") {
    const channels = value === "" ? [] : value.split(",").map((channel) => channel.trim());
    return { changes: {}, channels };
  }
  return {
    changes: { [key]: parsed(name, value, before[key as keyof ServerSettings]) },
    channels: undefined,
  };
}

function parsed(name: string, value: string, before: unknown): string | number | boolean {
  if (typeof before === "string") return value;
  if (typeof before === "number") {
    if (/^\d{1,9}$/.test(value)) return Number(value);
    throw new OrderFailed(`${name} must be a whole number.`);
  }
  if (value === "true" || value === "false") return value === "true";
  throw new OrderFailed(`${name} must be true or false.`);
}

function shown(settings: ServerSettings): string {
  return table(
    Object.entries(settings).map(([key, value]) => [
      key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
      Array.isArray(value) ? value.join(",") : String(value),
    ]),
  );
}
