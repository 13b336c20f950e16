import type { ReadVerbs, VerbArgs, VerbResult, WriteVerbs } from "../store/store.ts";

/** What orders of the command line work with: a running gateway, or the database of a stopped one. */
export interface Operator {
  /** See Writes.do. */
  do<Name extends keyof WriteVerbs>(
    verb: Name,
    args: VerbArgs<WriteVerbs[Name]>,
  ): Promise<VerbResult<WriteVerbs[Name]>>;
  /** See Store.read. */
  read<Name extends keyof ReadVerbs>(
    verb: Name,
    args: VerbArgs<ReadVerbs[Name]>,
  ): Promise<VerbResult<ReadVerbs[Name]>>;
}
