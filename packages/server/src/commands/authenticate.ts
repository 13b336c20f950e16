import type { Authenticate, Init, Welcome } from "@hubbub/protocol";

import { asRefusal } from "../core/event-log.ts";
import type { OnlineUser } from "../core/online-users.ts";
import { Refusal } from "../errors.ts";
import type { Answer } from "../gateway/dispatch.ts";
import type { GatewayContext } from "../gateway/gateway-context.ts";
import type { Session } from "../gateway/session.ts";
import { channelOf, userOf } from "../store/store.ts";
import { mineOf } from "./checks.ts";

/** Opens a new session, or renews the token of an open one. */
export async function authenticate(
  gateway: GatewayContext,
  session: Session,
  { token }: Authenticate,
): Promise<Answer> {
  const claims = await gateway.tokens.verify(token);
  if (session.state.kind === "open" && session.state.user.id !== claims.userId) {
    throw new Refusal("wrong_user", "This connection belongs to another user. Open a new one.");
  }
  const { userId: id, name, admin, bot, guest } = claims;
  const user =
    session.state.kind === "open"
      ? session.state.user
      : await gateway.users.arrive({ id, name, admin, bot, guest }).catch((error: unknown) => {
          throw asRefusal(error);
        });
  // The socket may have closed, and the token may have been revoked, while others were waited for.
  if (session.state.kind === "closed") {
    gateway.users.leave(user, performance.now());
    throw new Refusal("unauthenticated", "The connection is closed.");
  }
  const isNew = session.state.kind === "new";
  session.state = { kind: "open", user, claims };
  if (isNew) {
    gateway.sessions.authenticatedNow(session);
    user.sessions.add(session);
    gateway.userPresence.changed(user.id);
  }
  // From here on the session is told what is newer.
  const userVersion = user.version;
  return {
    case: "welcome",
    value: { ...(await welcome(gateway, user)), userVersion, tokenExpiresAt: claims.expiresAt },
  };
}

async function welcome(gateway: GatewayContext, user: OnlineUser): Promise<Init<Welcome>> {
  const ids = [...user.channels.keys()];
  const [users, rows] = await Promise.all([
    gateway.store.read("users", { ids: [user.id] }),
    ids.length === 0 ? [] : gateway.store.read("channels", { ids }),
  ]);
  const channels = rows.map((row) => channelOf(row, mineOf(user, row.id)));
  return {
    user: users[0] && userOf(users[0]),
    now: Date.now(),
    heartbeatMs: gateway.config.heartbeatMs,
    channels,
    pushKey: gateway.secrets.pushKeys.publicKey,
  };
}
