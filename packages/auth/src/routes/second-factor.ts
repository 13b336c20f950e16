import * as z from "zod";

import { AuthError } from "../errors.ts";
import { readJson } from "../http/body.ts";
import { answer, type Route } from "../http/route.ts";
import { usePasskey } from "../passkeys/authentication.ts";
import { ASSERTION } from "../passkeys/responses.ts";
import { type PasswordChecked, spendCode } from "../second-factors/second-factor.ts";
import { text } from "./fields.ts";
import { startSession } from "./start-session.ts";

const BODY = z.object({
  ticket: text,
  code: text.optional(),
  passkey: z.object({ ticket: text, response: ASSERTION }).optional(),
});

/** POST /auth/second-factor: the second step of a login, with the ticket of the first and a code or a passkey. */
export const secondFactor: Route = async (ctx, { request, address, device }) => {
  const { ticket, code, passkey } = await readJson(request, BODY);
  ctx.limits.take("checksPerAddress", address, ctx.now());
  const { account: id = 0, data } = await ctx.tickets.look<PasswordChecked>(
    "second-factor",
    ticket,
    ctx.now(),
  );
  const account = await ctx.store.account(id);
  if (!account) throw new Error("A ticket is of an account that doesn't exist.");
  if (passkey) {
    const owner = await usePasskey(ctx, passkey);
    if (owner.id !== id) {
      throw new AuthError("wrong_credentials", "The passkey is another account's.", { field: "passkey" });
    }
  } else if (code !== undefined) {
    await spendCode(ctx, account, code);
  } else {
    throw new AuthError("invalid", "code: is missing, and so is passkey.", { field: "code" });
  }
  await ctx.tickets.take("second-factor", ticket, ctx.now());
  return answer(await startSession(ctx, { ...account, ...data }, device));
};
