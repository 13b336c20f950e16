import { type Analysis, type ChapterName } from "../analysis.ts";
import { type Chapter } from "../chapter.ts";
import { bareWriteChapter } from "./bare-write.ts";
import { changesChapter } from "./changes.ts";
import { codecsChapter } from "./codecs.ts";
import { ladderChapter } from "./ladder.ts";
import { loginsChapter } from "./logins.ts";
import { profileChapter } from "./profile.ts";
import { stormChapter } from "./storm.ts";

type DataOf<Name extends ChapterName> = NonNullable<NonNullable<Analysis["chapters"][Name]>["data"]>;

/** All chapters that measure something, in the order of the report. */
export const CHAPTERS: { [Name in ChapterName]: Chapter<DataOf<Name>> } = {
  bareWrite: bareWriteChapter,
  logins: loginsChapter,
  storm: stormChapter,
  codecs: codecsChapter,
  changes: changesChapter,
  profile: profileChapter,
  ladder: ladderChapter,
};

export const CHAPTER_NAMES = Object.keys(CHAPTERS) as ChapterName[];
