import { may, type MessageState, type OwnChannel, type User } from "@hubbub/client";

/** What a user may do with a message, as far as it is known here: the server has the last word. */
export interface MessagePermissions {
  react: boolean;
  reply: boolean;
  edit: boolean;
  pin: boolean;
  report: boolean;
  delete: boolean;
}

const NOTHING: MessagePermissions = {
  react: false,
  reply: false,
  edit: false,
  pin: false,
  report: false,
  delete: false,
};

/** Of a message that was deleted nothing is left to do anything with. */
export function permissionsOn(
  channel: OwnChannel,
  message: MessageState,
  me: User | undefined,
): MessagePermissions {
  if (message.message?.deleted !== false) return NOTHING;
  const isOwn = message.user === me?.id;
  return {
    react: may("react", channel, me),
    reply: may("send", channel, me),
    edit: isOwn && may("editOwn", channel, me),
    pin: may("pin", channel, me),
    report: !isOwn && may("report", channel, me),
    delete: may(isOwn ? "deleteOwn" : "deleteOthers", channel, me),
  };
}
