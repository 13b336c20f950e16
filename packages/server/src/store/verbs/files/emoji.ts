import type { CustomEmoji } from "@hubbub/protocol";
import { LIMITS } from "@hubbub/protocol";

import { Refusal } from "../../../errors.ts";
import { all, changes, first, type Steps } from "../../sql/steps.ts";
import { dropFiles, FileUseKind, usePicture } from "./file-uses.ts";

/** Adds an emoji of the server's own. Refuses a name that is taken, and a file that is no own small image. */
export function* createEmoji({ name, file, user }: CustomEmoji): Steps<void> {
  yield* usePicture(user, file, emojiUse(file), { field: "createEmoji.file" });
  const count = yield* first<{ count: number }>("SELECT count(*) AS count FROM emoji");
  if (Number(count?.count) >= LIMITS.customEmoji) {
    throw new Refusal("too_large", `There are ${LIMITS.customEmoji} emoji already: delete one first.`, {
      limit: LIMITS.customEmoji,
    });
  }
  const isNew = yield* changes(
    "INSERT INTO emoji (name, file, user) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING RETURNING name",
    name,
    file,
    user,
  );
  if (!isNew) {
    throw new Refusal("name_taken", `There is an emoji :${name}: already.`, { field: "createEmoji.name" });
  }
  yield { do: "server-changed", news: "emoji" };
}

export interface DeletedEmoji {
  name: string;
  /** Who deletes it: who has made it, or anybody who may delete those of others. */
  user: number;
  mayDeleteOthers: boolean;
}

/** Deletes an emoji; what was written with it stays. */
export function* deleteEmoji({ name, user, mayDeleteOthers }: DeletedEmoji): Steps<void> {
  const emoji = yield* first<CustomEmoji>("SELECT name, file, user FROM emoji WHERE name = ?1", name);
  if (!emoji) throw new Refusal("not_found", `There is no emoji :${name}:.`, { field: "deleteEmoji.name" });
  if (emoji.user !== user && !mayDeleteOthers) {
    throw new Refusal("forbidden", "Only who has made an emoji, and administrators, may delete it.");
  }
  yield* all("DELETE FROM emoji WHERE name = ?1", name);
  const other = yield* first("SELECT name FROM emoji WHERE file = ?1", emoji.file);
  if (!other) yield* dropFiles(emojiUse(emoji.file));
  yield { do: "server-changed", news: "emoji" };
}

/** All emoji of the server's own, by name. */
export function* listEmoji(): Steps<CustomEmoji[]> {
  return yield* all<CustomEmoji>("SELECT name, file, user FROM emoji ORDER BY name");
}

const emojiUse = (file: number) => ({ kind: FileUseKind.EMOJI, place: file, seq: 0 });
