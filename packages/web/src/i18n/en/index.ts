import { channels } from "./channels.ts";
import { common } from "./common.ts";
import { composer } from "./composer.ts";
import { emoji } from "./emoji.ts";
import { errors } from "./errors.ts";
import { list } from "./list.ts";
import { markdown } from "./markdown.ts";
import { messages } from "./messages.ts";
import { notifications } from "./notifications.ts";
import { people } from "./people.ts";
import { search } from "./search.ts";
import { settings } from "./settings.ts";
import { sidebar } from "./sidebar.ts";
import { signIn } from "./sign-in.ts";
import { switcher } from "./switcher.ts";
import { threads } from "./threads.ts";

/**
 * English: one module for each part of the client. What has a number or a name in it is a function.
 * The administration's are in admin.ts, loaded with it (`useAdminText`).
 */
export const en = {
  channels,
  common,
  composer,
  emoji,
  errors,
  list,
  markdown,
  messages,
  notifications,
  people,
  search,
  settings,
  sidebar,
  signIn,
  switcher,
  threads,
};
