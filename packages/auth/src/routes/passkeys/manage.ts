import * as z from "zod";

import { AuthError } from "../../errors.ts";
import { authenticatePerson } from "../../http/bearer.ts";
import { readJson } from "../../http/body.ts";
import { answer, type Route } from "../../http/route.ts";
import { checkLabel, text } from "../fields.ts";
import { keepWayIn } from "../keep-way-in.ts";
import { passkeyAnswer } from "./answer.ts";

const RENAME_BODY = z.object({ id: text, name: text });
const REMOVE_BODY = z.object({ id: text });

/** GET /auth/passkeys: those of the account, in order of creation. */
export const listPasskeys: Route = async (ctx, { request }) => {
  const { account } = await authenticatePerson(ctx, request);
  const passkeys = await ctx.store.passkeys.list(account.id);
  return answer({ passkeys: passkeys.map(passkeyAnswer) });
};

/** POST /auth/passkeys/rename. */
export const renamePasskey: Route = async (ctx, { request }) => {
  const { account } = await authenticatePerson(ctx, request);
  const { id, name } = await readJson(request, RENAME_BODY);
  checkLabel("name", name);
  if (!(await ctx.store.passkeys.rename(account.id, id, name))) throw noSuchPasskey();
  return answer({});
};

/** POST /auth/passkeys/remove: it can't be logged in with any more. */
export const removePasskey: Route = async (ctx, { request }) => {
  const { account } = await authenticatePerson(ctx, request);
  const { id } = await readJson(request, REMOVE_BODY);
  await keepWayIn(ctx, account, { without: id });
  if (!(await ctx.store.passkeys.remove(account.id, id))) throw noSuchPasskey();
  ctx.log.info({ user: account.id }, "passkey removed");
  return answer({});
};

function noSuchPasskey(): AuthError {
  return new AuthError("not_found", "The account has no such passkey.", { field: "id" });
}
