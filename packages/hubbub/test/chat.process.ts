// `hubbub chat` alone, for tests.
import { Command } from "commander";

import { chatCommand } from "../src/commands/chat.ts";

await new Command("hubbub").addCommand(chatCommand()).parseAsync();
