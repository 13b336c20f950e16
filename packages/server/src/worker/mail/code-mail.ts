import type { EmailCode } from "../accounts-link.ts";
import type { Mail } from "./mail.ts";

/** The mail that a code goes out with. The code stands in the link's fragment, which no server or proxy gets to see. */
export function codeMail({ kind, email, name, code }: EmailCode, publicUrl: string): Mail {
  if (kind === "password") {
    return mail(email, "Set another password", [
      `Hello ${name},`,
      `with this link you set another password. It is good once, and for a day:\n${publicUrl}/reset-password#code=${code}`,
      "If you did not ask for it, do nothing: your password stays as it is.",
    ]);
  }
  return mail(email, `${code} is your code`, [
    `Hello ${name},`,
    `your code is ${code}. It shows that this address is yours, and is good for a day.`,
    `Give it in your settings, or open this link:\n${publicUrl}/settings/account#email-code=${code}`,
    "If you did not ask for it, do nothing.",
  ]);
}

function mail(to: string, subject: string, paragraphs: readonly string[]): Mail {
  return { to, subject, text: `${paragraphs.join("\n\n")}\n` };
}
