import { addPreviews } from "./add-previews.ts";
import { channelFiles } from "./channel-files.ts";
import { expireFiles, forgetFiles, removedFiles, uploadingFiles } from "./collect-files.ts";
import { createFile } from "./create-file.ts";
import { createEmoji, deleteEmoji, listEmoji } from "./emoji.ts";
import { finishFile } from "./finish-file.ts";
import { file, readableFiles } from "./readable-files.ts";
import { removeFile } from "./remove-file.ts";
import { secret } from "./secret.ts";

/** Verbs that change files. */
export const FILE_WRITES = {
  createFile,
  finishFile,
  removeFile,
  expireFiles,
  forgetFiles,
  secret,
  addPreviews,
  createEmoji,
  deleteEmoji,
};

/** Verbs that ask about files. */
export const FILE_READS = {
  file,
  channelFiles,
  readableFiles,
  removedFiles,
  uploadingFiles,
  listEmoji,
};
