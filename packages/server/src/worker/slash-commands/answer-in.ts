import { slackText } from "../../slack/slack-text.ts";

/** What a program answers to a slash command. */
export interface SlashAnswer {
  /** Markdown; empty: nothing to say. */
  text: string;
  inChannel: boolean;
}

/** Reads an answer in Slack's format: text alone is for who asked. */
export function answerIn(mediaType: string, body: string): SlashAnswer {
  if (mediaType !== "application/json") return { text: body.trim(), inChannel: false };
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return { text: body.trim(), inChannel: false };
  }
  if (typeof json !== "object" || json === null) return { text: "", inChannel: false };
  return { text: slackText(json), inChannel: "response_type" in json && json.response_type === "in_channel" };
}
