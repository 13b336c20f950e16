import type {
  AuditPage,
  Init,
  ListAudit,
  ListReports,
  ReportPage,
  WordAction,
  WordRule,
} from "@hubbub/protocol";

import type { Ask } from "./ask.ts";

/** Reports, rules about words, and the audit log. Calls reject as `Ask` does. */
export class Moderation {
  readonly #ask: Ask;

  constructor(ask: Ask) {
    this.#ask = ask;
  }

  /** Open reports of the channels that the user moderates, the newest first. */
  reports(query: Init<ListReports> = {}): Promise<ReportPage> {
    return this.#ask("listReports", query);
  }

  /** Closes a report, and deletes its message if that is wanted. */
  async resolve(report: number, { note = "", deleteMessage = false } = {}): Promise<void> {
    await this.#ask("resolveReport", { id: report, note, deleteMessage });
  }

  /** Of one channel; without one, those of all. */
  async wordRules(channel = 0): Promise<WordRule[]> {
    return (await this.#ask("listWordRules", { channel })).rules;
  }

  /** `pattern` has 2 to 100 characters; * stands for any letters. Channel 0: of all channels. */
  addWordRule(pattern: string, action: WordAction, channel = 0): Promise<WordRule> {
    return this.#ask("addWordRule", { pattern, action, channel });
  }

  async removeWordRule(id: number): Promise<void> {
    await this.#ask("removeWordRule", { id });
  }

  /** Who did what, the newest first. */
  audit(query: Init<ListAudit> = {}): Promise<AuditPage> {
    return this.#ask("listAudit", query);
  }
}
