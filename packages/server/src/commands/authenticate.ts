import type { Authenticate } from "@hubbub/protocol";

import { asRefusal } from "../core/event-log.ts";
import { Refusal } from "../errors.ts";
import type { Answer } from "../gateway/dispatch.ts";
import type { GatewayContext } from "../gateway/gateway-context.ts";
import type { Session } from "../gateway/session.ts";
import { toChannel } from "./checks.ts";

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
  const user =
    session.state.kind === "open"
      ? session.state.user
      : await gateway.users.arrive(claims.userId, claims.name).catch((error: unknown) => {
          throw asRefusal(error);
        });
  // The socket may have closed, and the token may have been revoked, while others were waited for.
  if (session.state.kind === "closed") {
    gateway.users.leave(user, performance.now());
    throw new Refusal("unauthenticated", "The connection is closed.");
  }
  const isNew = session.state.kind === "new";
  session.state = { kind: "open", user, claims };
  if (isNew) gateway.sessions.authenticatedNow(session);
  const channels = user.channels.size === 0 ? [] : await gateway.store.channels([...user.channels]);
  return {
    case: "welcome",
    value: {
      user: { id: user.id, name: user.name },
      now: Date.now(),
      heartbeatMs: gateway.config.heartbeatMs,
      tokenExpiresAt: claims.expiresAt,
      channels: channels.map((row) => toChannel(row, user)),
    },
  };
}
