import { hashCode, makeCode } from "../one-time-code.ts";
import type { AccountStore } from "./account-store.ts";
import type { Invitation } from "./invitation-store.ts";
import { OrderRefused } from "./order-refused.ts";

const PAGE = 500;

/** What an administrator does about invitations on the machine itself. */
export class LocalInvitations {
  constructor(private readonly store: AccountStore) {}

  /** The code of a new one, which is kept nowhere. `uses`: at least 1. */
  async create(options: {
    uses: number;
    guest: boolean;
    expiresAt: number | undefined;
  }): Promise<{ id: number; code: string }> {
    const { uses, guest, expiresAt } = options;
    const code = makeCode();
    const { id } = await this.store.invitations.add(
      { usesLeft: uses, guest, createdAt: Date.now(), expiresAt, createdBy: undefined },
      hashCode(code),
    );
    return { id, code };
  }

  /** Those that are good, by id, read in pages. */
  async *list(): AsyncGenerator<Invitation> {
    for (let after = 0; ;) {
      const page = await this.store.invitations.list(after, PAGE, Date.now());
      yield* page;
      const last = page.at(-1);
      if (!last || page.length < PAGE) return;
      after = last.id;
    }
  }

  /** Throws OrderRefused if there is none. */
  async revoke(id: number): Promise<void> {
    if (!(await this.store.invitations.revoke(id))) {
      throw new OrderRefused(`There is no invitation ${id}: \`hubbub invite list\` shows them.`);
    }
  }
}
