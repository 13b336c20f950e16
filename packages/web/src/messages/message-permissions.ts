import { ChannelKind, type MessageState, type OwnChannel, Role } from "@hubbub/client";

/** What a user may do with a message, as far as it is known here: the server has the last word. */
export interface MessagePermissions {
  react: boolean;
  reply: boolean;
  edit: boolean;
  pin: boolean;
  report: boolean;
  delete: boolean;
}

/** `me` is the user's id. */
export function permissionsOn(channel: OwnChannel, message: MessageState, me: number): MessagePermissions {
  const role = channel.mine?.role ?? Role.UNSPECIFIED;
  const isOwn = message.user === me;
  const direct = channel.kind === ChannelKind.DIRECT;
  const open = !channel.archived && message.message?.deleted !== true;
  return {
    react: open,
    reply: open && role >= channel.postRole,
    edit: open && isOwn && message.message?.alias === undefined,
    pin: open && (direct || role >= Role.MEMBER),
    report: !isOwn && message.message?.deleted !== true,
    delete: open && (isOwn || (!direct && role >= Role.MODERATOR)),
  };
}
