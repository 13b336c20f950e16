import { lookup } from "node:dns/promises";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";

import type { Event } from "@hubbub/protocol";

import type { FoundPreviews } from "../../files/found-previews.ts";
import { INSPECTION_TIMES, Inspector } from "../../files/inspector.ts";
import type { Job } from "../jobs/job-kind.ts";
import type { WorkerContext } from "../worker-context.ts";
import type { MakePart } from "../worker-part.ts";
import { type FetchedPreview, fetchPreview, type PreviewTools } from "./fetch-preview.ts";
import { findLinks } from "./find-links.ts";

const JOB = "link-previews";
/** Of older messages, after a long stop, nobody waits for previews any more; in ms. */
const FRESH_MS = 60 * 60_000;

/** The links of a message. */
export interface LinksOfMessage {
  channel: number;
  seq: number;
  links: string[];
}

/** Fetches what stands behind the links of new messages, and has the gateway add it to them. */
export const previews: MakePart = async (worker) => {
  const { config, jobs, log } = worker;
  if (!config.linkPreviews) return {};
  const folder = join(config.data, "files", "previews");
  // What an earlier process was at is fetched again.
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const inspector = new Inspector(config.inspectorCommand, INSPECTION_TIMES);
  const guard = { resolve, allowedHosts: config.previewHosts };
  const tools: PreviewTools = { guard, inspector, folder, log };
  return {
    consumer: {
      name: JOB,
      begin: "head",
      consume({ channel, events }) {
        for (const event of events) {
          const links = linksOf(event);
          if (links.length > 0)
            jobs.add<LinksOfMessage>({ kind: JOB, payload: { channel, seq: event.seq, links } });
        }
      },
      reset: () => {},
    },
    jobs: {
      [JOB]: {
        concurrency: 4,
        timeoutMs: 60_000,
        backoff: { firstMs: 2_000, maxMs: 60_000 },
        attempts: 4,
        run: async ({ payload }: Job<LinksOfMessage>) => {
          if (isWanted(worker)) await run(worker, tools, payload);
        },
      },
    },
    close: () => inspector.close(),
  };
};

/** Administrators can turn previews off. */
function isWanted({ chat }: WorkerContext): boolean {
  const row = chat.query<{ value: string }, []>("SELECT value FROM settings WHERE id = 1").get();
  return row === null || (JSON.parse(row.value) as { linkPreviews?: boolean }).linkPreviews !== false;
}

function linksOf({ at, body }: Event): string[] {
  return body.case === "message" && at > Date.now() - FRESH_MS ? findLinks(body.value.text) : [];
}

async function run(
  { gateway, log }: WorkerContext,
  tools: PreviewTools,
  message: LinksOfMessage,
): Promise<void> {
  const fetched: FetchedPreview[] = [];
  try {
    for (const link of message.links) {
      try {
        const preview = await fetchPreview(link, tools);
        if (preview) fetched.push(preview);
      } catch (error) {
        // Most links that can't be fetched never can; who sent one sees it without a preview.
        const reason = error instanceof Error ? error.message : String(error);
        log.debug({ reason, channel: message.channel, seq: message.seq }, "a link has no preview");
      }
    }
    if (fetched.length === 0) return;
    const { channel, seq } = message;
    const found: FoundPreviews = {
      channel,
      seq,
      previews: fetched.map(({ image, ...words }) => ({ ...words, image: image?.path })),
    };
    await gateway.ask("previews", found);
  } finally {
    for (const { image } of fetched) if (image) await rm(image.path, { force: true });
  }
}

/** All addresses of a name, as this machine resolves it. */
async function resolve(name: string): Promise<string[]> {
  return (await lookup(name, { all: true })).map(({ address }) => address);
}
