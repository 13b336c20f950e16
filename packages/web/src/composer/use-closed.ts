import { may, type OwnChannel, Role, roleIn } from "@hubbub/client";

import { useMe } from "../app/use-user.ts";
import { useText } from "../i18n/text.ts";
import { useNow } from "./use-now.ts";
import { sayTime } from "./when.ts";

/** Why the user can't write in the channel now, in words; undefined if they can. */
export function useClosed(channel: OwnChannel): string | undefined {
  const { composer } = useText();
  const me = useMe();
  const mutedUntil = channel.mine?.mutedUntil ?? 0;
  const now = useNow(mutedUntil);
  if (channel.archived) return composer.archived;
  if (mutedUntil > now) return composer.muted(sayTime(mutedUntil));
  if (me === undefined) return undefined;
  const role = roleIn(channel, me);
  if (may("send", channel, me) && role >= channel.postRole) return undefined;
  return channel.postRole >= Role.OWNER ? composer.ownersOnly : composer.moderatorsOnly;
}
