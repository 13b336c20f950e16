import type { ImportedAccount, ImportedPerson } from "@hubbub/auth";
import type { TakenFile, VerbArgs, VerbResult, WriteVerbs } from "@hubbub/server";

type Args<Name extends keyof WriteVerbs> = VerbArgs<WriteVerbs[Name]>;
type Result<Name extends keyof WriteVerbs> = Promise<VerbResult<WriteVerbs[Name]>>;

/** Where an import goes: calls take effect in their order, and each can be made again. */
export interface ImportTarget {
  accounts(source: string, people: readonly ImportedPerson[]): Promise<ImportedAccount[]>;
  users(args: Args<"importUsers">): Result<"importUsers">;
  avatar(args: Args<"importAvatar">): Result<"importAvatar">;
  emoji(args: Args<"importEmoji">): Result<"importEmoji">;
  /** The finished file's id. */
  file(file: TakenFile): Promise<number>;
  channel(args: Args<"importChannel">): Result<"importChannel">;
  members(args: Args<"importMembers">): Result<"importMembers">;
  messages(args: Args<"importMessages">): Result<"importMessages">;
  pins(args: Args<"importPins">): Result<"importPins">;
  cursors(args: Args<"importCursors">): Result<"importCursors">;
  follows(args: Args<"importFollows">): Result<"importFollows">;
  end(args: Args<"endImport">): Result<"endImport">;
}
