import { type Command, Option } from "commander";

/** Adds the flags that say where files are, each also a variable. */
export function addS3Options(command: Command): Command {
  return command
    .addOption(option("--s3-bucket <name>", "keep files in this bucket instead of the data folder"))
    .addOption(option("--s3-endpoint <url>", "address of an S3-compatible store (AWS's own)"))
    .addOption(option("--s3-region <name>", "region of the bucket").default("us-east-1"))
    .addOption(option("--s3-access-key <key>", "access key of the bucket"))
    .addOption(
      option("--s3-secret-key <key>", "its secret key; flags can be seen by others: set the variable"),
    );
}

function option(flags: string, about: string): Option {
  const made = new Option(flags, about);
  return made.env(`HUBBUB_${made.name().toUpperCase().replaceAll("-", "_")}`);
}
