import { StartRefused, type WorkerConfig } from "@hubbub/server";
import { type Command, Option } from "commander";

import { ownCommand } from "./own-command.ts";

/** What commander makes of the options that `serve` takes for its worker, and `worker` for itself. */
export interface WorkerOptions {
  publicUrl?: string;
  smtpUrl?: string;
  mailFrom?: string;
  privateWebhooks: boolean;
  privatePushHosts: string[];
  /** False with --no-link-previews. */
  linkPreviews: boolean;
  previewHosts: string[];
}

export function addWorkerOptions(command: Command): Command {
  return command
    .addOption(option("--public-url <url>", "address by which users reach the server, for links in mails"))
    .addOption(
      option(
        "--smtp-url <url>",
        "server that takes mails, smtp://USER:PASSWORD@HOST:PORT; flags can be seen by others: set the variable",
      ),
    )
    .addOption(option("--mail-from <address>", 'sender of mails, such as "Hubbub <chat@example.org>"'))
    .addOption(
      option("--private-webhooks", "webhooks of administrators may go to private addresses").default(
        false,
        "no",
      ),
    )
    .addOption(
      option("--private-push-hosts <list>", "push services with private addresses, HOST:PORT by commas")
        .default([], "none")
        .argParser(hosts),
    )
    .addOption(option("--no-link-previews", "don't look up the links of messages").default(true, "look up"))
    .addOption(
      option("--preview-hosts <list>", "hosts that are looked up though private, HOST or HOST:PORT by commas")
        .default([], "none")
        .argParser(hosts),
    );
}

const hosts = (text: string): string[] => text.split(",").map((host) => host.trim());

/** Throws StartRefused for what can't be. */
export function checkWorkerOptions({ publicUrl, smtpUrl, mailFrom }: WorkerOptions): void {
  if (publicUrl !== undefined && !/^https?:$/.test(URL.parse(publicUrl)?.protocol ?? "")) {
    throw new StartRefused(`--public-url: "${publicUrl}" is no http:// or https:// address.`);
  }
  if (smtpUrl === undefined) return;
  // The URL may hold a password: it is not repeated.
  if (!/^smtps?:$/.test(URL.parse(smtpUrl)?.protocol ?? "")) {
    throw new StartRefused("--smtp-url: it is no smtp:// or smtps:// address.");
  }
  if (!/[^\s<>]+@[^\s<>]+/.test(mailFrom ?? "")) {
    throw new StartRefused("--mail-from: mails need a sender, such as chat@example.org.");
  }
}

/** The variables from which a worker reads the same options. */
export function workerEnvironment(options: WorkerOptions): Record<string, string> {
  const { publicUrl, smtpUrl, mailFrom, privateWebhooks, privatePushHosts } = options;
  const { linkPreviews, previewHosts } = options;
  return {
    ...(publicUrl !== undefined && { HUBBUB_PUBLIC_URL: publicUrl }),
    ...(smtpUrl !== undefined && { HUBBUB_SMTP_URL: smtpUrl }),
    ...(mailFrom !== undefined && { HUBBUB_MAIL_FROM: mailFrom }),
    ...(privateWebhooks && { HUBBUB_PRIVATE_WEBHOOKS: "1" }),
    ...(privatePushHosts.length > 0 && { HUBBUB_PRIVATE_PUSH_HOSTS: privatePushHosts.join(",") }),
    ...(!linkPreviews && { HUBBUB_NO_LINK_PREVIEWS: "1" }),
    ...(previewHosts.length > 0 && { HUBBUB_PREVIEW_HOSTS: previewHosts.join(",") }),
  };
}

/** The settings of the worker that are made of these options. */
type WorkerSettings = Pick<
  WorkerConfig,
  | "publicUrl"
  | "smtpUrl"
  | "mailFrom"
  | "privateWebhooks"
  | "privatePushHosts"
  | "linkPreviews"
  | "previewHosts"
  | "inspectorCommand"
>;

export function toWorkerConfig(options: WorkerOptions): WorkerSettings {
  const { publicUrl, smtpUrl, mailFrom, privateWebhooks, privatePushHosts } = options;
  const { linkPreviews, previewHosts } = options;
  const inspectorCommand = [...ownCommand(), "inspect-files"];
  return {
    publicUrl,
    smtpUrl,
    mailFrom,
    privateWebhooks,
    privatePushHosts,
    linkPreviews,
    previewHosts,
    inspectorCommand,
  };
}

/** An option that is also read from HUBBUB_ and its name. */
function option(flags: string, about: string): Option {
  const made = new Option(flags, about);
  return made.env(`HUBBUB_${made.name().toUpperCase().replaceAll("-", "_")}`);
}
