// How a child process of the contract suite opens its store.
import { openPostgresStore } from "../src/store/postgres/open-postgres-store.ts";

export const openTestStore = (url: string) => openPostgresStore({ url });
