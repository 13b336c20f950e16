import { describe } from "bun:test";

import type { Store } from "../src/store/store.ts";
import { appendingContract } from "./store-contract/appending.ts";
import { channelsContract } from "./store-contract/channels.ts";
import { closingContract } from "./store-contract/closing.ts";
import { durabilityContract } from "./store-contract/durability.ts";
import { governanceContract } from "./store-contract/governance.ts";
import { historyContract } from "./store-contract/history.ts";
import { membersContract } from "./store-contract/members.ts";
import { messagesContract } from "./store-contract/messages.ts";
import { modelContract } from "./store-contract/model.ts";

/** Data of its own, at first empty; removed at the end of the block. */
export interface TestData extends AsyncDisposable {
  /** Opens the store on this data; it can be opened again once it was closed, or its process is dead. */
  open(): Promise<Store>;
  /** How another process opens it: a module that exports `openTestStore(argument): Promise<Store>`. */
  child: { module: string; argument: string };
}

export type MakeTestData = () => Promise<TestData>;

/** What every Store has to do. `make` gives empty data each time. */
export function storeContract(kind: string, make: MakeTestData): void {
  describe(`Store on ${kind}`, () => {
    appendingContract(make);
    channelsContract(make);
    membersContract(make);
    governanceContract(make);
    historyContract(make);
    messagesContract(make);
    closingContract(make);
    modelContract(make);
    durabilityContract(make);
  });
}

/** Runs `rules` on a store with data of its own, and closes both. */
export async function withStore(make: MakeTestData, rules: (store: Store) => Promise<void>): Promise<void> {
  await using data = await make();
  const store = await data.open();
  try {
    await rules(store);
  } finally {
    await store.close();
  }
}
