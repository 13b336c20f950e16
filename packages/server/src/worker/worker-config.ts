import { INSPECTOR_COMMAND } from "../files/inspector.ts";

/** Everything that can be set about the worker. The defaults are in `workerDefaults`. */
export interface WorkerConfig {
  /** Folder of the databases: hubbub.sqlite is read, worker.sqlite is the worker's own. Default ./hubbub-data. */
  data: string;
  /** Port on 127.0.0.1; 0 takes a free one. Default 0. */
  port: number;
  /** Base URL of the gateway, without a path. */
  gatewayUrl: string;
  /** Key that the gateway and its worker know each other by. */
  workerKey: string;
  /** Base URL of the accounts service, and the key that it shares; without them no mail is sent. Default: none. */
  authUrl: string | undefined;
  internalKey: string | undefined;
  /** Address by which users reach the server, for links in mails and notifications, without a path. Default: the gateway's. */
  publicUrl: string | undefined;
  /** smtp:// or smtps:// URL of the server that takes mails, with name and password if it wants them. Default: none, no mail. */
  smtpUrl: string | undefined;
  /** Sender of mails, such as "Hubbub <chat@example.org>". */
  mailFrom: string | undefined;
  /** Webhooks of administrators may go to private addresses. Default: no. */
  privateWebhooks: boolean;
  /** Push services that may have private addresses, as "host" or "host:port". Default: none. */
  privatePushHosts: readonly string[];
  /** Whether the links of messages are looked up. Default: yes. */
  linkPreviews: boolean;
  /** Hosts that are looked up though their addresses or ports are private, as "host" or "host:port". Default: none. */
  previewHosts: readonly string[];
  /** Starts the process that looks at pictures. Default: from its source file. */
  inspectorCommand: readonly string[];
  /** Wait before a webhook's second try, in ms; doubled for each further one. Default 5,000: tries then take 24 hours. */
  webhookRetryMs: number;
  /** How long a push waits for the user to read the message elsewhere, in ms. Default 3,000. */
  pushDelayMs: number;
  /** A user who did something in so many ms is there, and needs no push. Default 15,000. */
  activeMs: number;
}

/** The default of each field, as stated at it. */
export const workerDefaults: Omit<WorkerConfig, "gatewayUrl" | "workerKey"> = {
  data: "./hubbub-data",
  port: 0,
  authUrl: undefined,
  internalKey: undefined,
  publicUrl: undefined,
  smtpUrl: undefined,
  mailFrom: undefined,
  privateWebhooks: false,
  privatePushHosts: [],
  linkPreviews: true,
  previewHosts: [],
  inspectorCommand: INSPECTOR_COMMAND,
  webhookRetryMs: 5_000,
  pushDelayMs: 3_000,
  activeMs: 15_000,
};
