import { foundMessages } from "./found-messages.ts";
import { searchScope } from "./search-scope.ts";

/** Where to search, and what was found. */
export const SEARCH_READS = { searchScope, foundMessages };
