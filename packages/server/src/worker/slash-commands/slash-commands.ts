import { Refusal } from "../../errors.ts";
import { postOut, PostRefused } from "../outgoing/post-out.ts";
import { signWebhook } from "../webhooks/sign-webhook.ts";
import type { WorkerPart } from "../worker-part.ts";
import { answerIn } from "./answer-in.ts";

/** Programs are made for Slack's limit of three seconds. */
const TIMEOUT_MS = 3_500;

interface Asked {
  url: string;
  secret: string;
  command: string;
  text: string;
  channel: { id: number; name: string };
  user: { id: number; name: string };
}

/**
 * Asks the URL of a slash command, in Slack's format (https://api.slack.com/interactivity/slash-commands), signed as
 * outgoing webhooks are. Administrators make these commands, so private addresses are theirs to name.
 */
export function slashCommands(): WorkerPart {
  return {
    routes: {
      "/slash-command": async (body) => {
        const { url, secret, command, text, channel, user } = body as Asked;
        const form = new URLSearchParams({
          command: `/${command}`,
          text,
          channel_id: String(channel.id),
          channel_name: channel.name,
          user_id: String(user.id),
          user_name: user.name,
          team_id: "hubbub",
          team_domain: "hubbub",
        }).toString();
        const headers = {
          "Content-Type": "application/x-www-form-urlencoded",
          ...signWebhook(secret, crypto.randomUUID(), form, Date.now()),
        };
        const signal = AbortSignal.timeout(TIMEOUT_MS);
        const answer = await postOut({ url, headers, body: form, privateAllowed: true, signal }).catch(
          (error: unknown) => {
            throw failed(command, error);
          },
        );
        if (answer.status < 200 || answer.status > 299) {
          throw new Refusal("unavailable", `/${command} answered with status ${answer.status}.`, {
            retryAfterMs: 1_000,
          });
        }
        return answerIn(answer.mediaType, answer.text);
      },
    },
  };
}

function failed(command: string, error: unknown): Refusal {
  const why = error instanceof PostRefused ? error.message : "it can't be reached, or took too long";
  return new Refusal("unavailable", `/${command} did not answer: ${why}.`, { retryAfterMs: 1_000 });
}
