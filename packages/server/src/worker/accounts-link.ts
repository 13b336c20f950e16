/** How long the accounts service may take for an answer, in ms. */
const ANSWER_MS = 10_000;

export interface EmailCode {
  /** To verify the address, or to set another password. */
  kind: "email" | "password";
  name: string;
  email: string;
  code: string;
}

/** The worker's way to the accounts service, by its internal routes. */
export class AccountsLink {
  constructor(
    private readonly url: string,
    private readonly key: string,
  ) {}

  /** The address of an account, if its owner has shown that it is theirs. */
  async emailOf(user: number, signal: AbortSignal): Promise<string | undefined> {
    const path = `/auth/internal/accounts?after=${user - 1}&limit=1`;
    const { accounts } = (await this.#ask("GET", path, signal)) as {
      accounts: { id: number; email: string | null; email_verified: boolean; disabled: boolean }[];
    };
    const account = accounts.find(({ id }) => id === user);
    return account?.email_verified && !account.disabled ? (account.email ?? undefined) : undefined;
  }

  /** Codes to be mailed, each given once. */
  async takeEmailCodes(signal: AbortSignal): Promise<EmailCode[]> {
    const { codes } = (await this.#ask("POST", "/auth/internal/email-codes", signal)) as {
      codes: EmailCode[];
    };
    return codes;
  }

  async #ask(method: "GET" | "POST", path: string, signal: AbortSignal): Promise<unknown> {
    const answer = await fetch(new URL(path, this.url), {
      method,
      headers: { Authorization: `Bearer ${this.key}` },
      signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MS)]),
    });
    if (!answer.ok) throw new Error(`the accounts service answered ${answer.status} for ${path}`);
    return answer.json();
  }
}
