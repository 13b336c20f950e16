import * as z from "zod";

import type { Invitation } from "../../accounts/invitation-store.ts";
import { AuthError } from "../../errors.ts";
import { authenticateAdmin } from "../../http/bearer.ts";
import { readJson } from "../../http/body.ts";
import { readPage } from "../../http/page.ts";
import { answer, type Route } from "../../http/route.ts";
import { hashCode, makeCode } from "../../one-time-code.ts";
import { id } from "../fields.ts";

/** Accounts that one invitation can make, at most. */
const USES_MAX = 10_000;

const USES_FAULT = `must be a whole number from 1 to ${USES_MAX}`;

const ADD_BODY = z.object({
  uses: z.int(USES_FAULT).min(1, USES_FAULT).max(USES_MAX, USES_FAULT).default(1),
  expires_at: z.int().positive().optional(),
  guest: z.boolean().default(false),
});
const REVOKE_BODY = z.object({ id });

/** GET /auth/invitations?after=&limit=: those that are good, for administrators. */
export const listInvitations: Route = async (ctx, { request }) => {
  await authenticateAdmin(ctx, request);
  const { after, limit } = readPage(request);
  const page = await ctx.store.invitations.list(after, limit, ctx.now());
  return answer({ invitations: page.map(invitationAnswer), more: page.length === limit });
};

/** POST /auth/invitations: makes one, for administrators. Its code is shown this once. */
export const addInvitation: Route = async (ctx, { request }) => {
  const { account: admin } = await authenticateAdmin(ctx, request);
  const { uses, expires_at, guest } = await readJson(request, ADD_BODY);
  if (expires_at !== undefined && expires_at <= ctx.now()) {
    throw new AuthError("invalid", "expires_at: is in the past.", { field: "expires_at" });
  }
  const code = makeCode();
  const invitation = await ctx.store.invitations.add(
    { usesLeft: uses, guest, createdAt: ctx.now(), expiresAt: expires_at, createdBy: admin.id },
    hashCode(code),
  );
  ctx.log.info({ invitation: invitation.id, by: admin.id }, "invitation made");
  return answer({ invitation: invitationAnswer(invitation), code }, 201);
};

/** POST /auth/invitations/revoke: nobody signs up with it any more. For administrators. */
export const revokeInvitation: Route = async (ctx, { request }) => {
  const { account: admin } = await authenticateAdmin(ctx, request);
  const { id: invitation } = await readJson(request, REVOKE_BODY);
  if (!(await ctx.store.invitations.revoke(invitation))) {
    throw new AuthError("not_found", "There is no such invitation.", { field: "id" });
  }
  ctx.log.info({ invitation, by: admin.id }, "invitation revoked");
  return answer({});
};

/** Times in ms since 1970 UTC; null: never. */
function invitationAnswer(invitation: Invitation) {
  const { id: number, usesLeft, guest, createdAt, expiresAt = null, createdBy = null } = invitation;
  return {
    id: number,
    uses_left: usesLeft,
    guest,
    created_at: createdAt,
    expires_at: expiresAt,
    created_by: createdBy,
  };
}
