import type { Mail } from "../mail/mail.ts";
import type { Reason } from "./reason-to-notify.ts";
import { shortened } from "./shortened.ts";

export interface DigestMessage {
  author: string;
  channel: number;
  /** Empty for a direct channel. */
  channelName: string;
  /** Ms since 1970 UTC. */
  at: number;
  reason: Reason;
  text: string;
}

/** Messages of one mail, and characters of each. */
const MESSAGES_MAX = 20;
const TEXT_LENGTH = 500;

/** A mail of what a user has not read, as text and as HTML, with a link, and a header (RFC 8058), to end such mails. */
export function digestMail(
  { name, timezone }: { name: string; timezone: string },
  messages: readonly DigestMessage[],
  publicUrl: string,
  unsubscribe: string,
): Omit<Mail, "to"> {
  const shown = messages.slice(0, MESSAGES_MAX);
  const more = messages.length - shown.length;
  const time = clock(timezone);
  const lines = shown.map((message) => ({
    where: message.channelName === "" ? "direct message" : `#${message.channelName}`,
    author: message.author,
    at: time.format(message.at),
    text: shortened(message.text, TEXT_LENGTH),
  }));
  const rest = more > 0 ? `And ${more} more.` : "";
  const ask = "You get this since you want to be mailed what you haven't read.";
  const text = [
    `Hello ${name},`,
    ...lines.map((line) => `${line.author}, ${line.where}, ${line.at}:\n${line.text}`),
    ...(rest === "" ? [] : [rest]),
    `Read and answer: ${publicUrl}/`,
    `${ask}\nNo more such mails: ${unsubscribe}`,
  ].join("\n\n");
  const html = [
    `<p>Hello ${escape(name)},</p>`,
    ...lines.map(
      (line) =>
        `<p><strong>${escape(line.author)}</strong>, ${escape(line.where)}, ${escape(line.at)}:<br>${escape(line.text)}</p>`,
    ),
    ...(rest === "" ? [] : [`<p>${rest}</p>`]),
    `<p><a href="${escape(publicUrl)}/">Read and answer</a></p>`,
    `<p><small>${ask} <a href="${escape(unsubscribe)}">No more such mails</a></small></p>`,
  ].join("\n");
  return {
    subject: subjectOf(messages),
    text: `${text}\n`,
    html: `${html}\n`,
    headers: {
      "List-Unsubscribe": `<${unsubscribe}>`,
      "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    },
  };
}

function subjectOf(messages: readonly DigestMessage[]): string {
  const [first] = messages;
  if (messages.length === 1 && first) {
    if (first.channelName === "") return `${first.author} wrote to you`;
    const mentions = first.reason === "mention" || first.reason === "channel";
    return `${first.author} ${mentions ? "mentioned you" : "wrote"} in #${first.channelName}`;
  }
  return `${messages.length} messages for you`;
}

function clock(timeZone: string): Intl.DateTimeFormat {
  const style = { dateStyle: "medium", timeStyle: "short" } as const;
  try {
    return new Intl.DateTimeFormat("en-GB", { ...style, timeZone: timeZone || "UTC" });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return new Intl.DateTimeFormat("en-GB", { ...style, timeZone: "UTC" });
  }
}

/** As text within HTML, and within its attributes. */
function escape(text: string): string {
  return Bun.escapeHTML(text);
}
