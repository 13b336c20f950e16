import { runInspectorProcess } from "@hubbub/server";
import { Command } from "commander";

/** `hubbub inspect-files`: looks at what was uploaded, for the server that started it over IPC. */
export function inspectFilesCommand(): Command {
  return new Command("inspect-files")
    .description("look at uploads (serve starts it)")
    .action(runInspectorProcess);
}
