// The accounts commands alone, as a process of their own for the tests.
import { Command } from "commander";

import { authCommand } from "../src/commands/auth.ts";
import { userCommand } from "../src/commands/user.ts";

await new Command("hubbub").addCommand(authCommand()).addCommand(userCommand()).parseAsync();
