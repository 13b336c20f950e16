import type { Chat } from "../app/session.ts";
import { text } from "../i18n/text.ts";
import { placeName } from "../search/use-place-name.ts";
import { attention } from "./counts.ts";
import { drawFavicon } from "./favicon.ts";
import { channelOf } from "./places.ts";

/** What changes within this is shown together, in ms. */
const GATHER_MS = 100;

/** Has the tab's title, its icon and the installed app's icon tell what is unread, until the function given back is called. */
export function showCounts({ state }: Chat): { update: () => void; stop: () => void } {
  let badge: number | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const show = () => {
    timer = undefined;
    const { toMe, unread } = attention(state);
    const channel = state.channels.current.get(channelOf(location.pathname));
    const place = channel === undefined ? undefined : placeName(channel, state);
    document.title = text.notifications.pageTitle(toMe, unread, place);
    drawFavicon(toMe, unread);
    // Only where it is installed, and not in all browsers.
    if ("setAppBadge" in navigator && toMe !== badge) void navigator.setAppBadge(toMe).catch(() => {});
    badge = toMe;
  };
  const update = () => {
    timer ??= setTimeout(show, GATHER_MS);
  };
  const stops = [
    state.unread.subscribe(update),
    state.channels.subscribe(update),
    state.subscribeUsers(update),
  ];
  show();
  return {
    update,
    stop: () => {
      clearTimeout(timer);
      for (const stop of stops) stop();
      document.title = text.common.appName;
      drawFavicon(0, false);
    },
  };
}
