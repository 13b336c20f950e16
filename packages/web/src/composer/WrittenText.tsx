import { type MessageState } from "@hubbub/client";

import { useChat } from "../app/chat-context.ts";
import { useSelected } from "../app/use-observable.ts";
import { MessageBody } from "../messages/MessageBody.tsx";

/** A text as it is shown in a message of a channel. */
export function WrittenText({ text, channel: id }: { text: string; channel: number }) {
  const { client, state } = useChat();
  const channel = useSelected(state.channels, (channels) => channels.get(id));
  if (channel === undefined) return null;
  const said = {
    text,
    clientId: "",
    thread: 0,
    inChannel: false,
    deleted: false,
    files: [],
    mentions: [],
    mentionsChannel: false,
    mentionsHere: false,
    alias: undefined,
  };
  const message: MessageState = {
    seq: 0,
    at: 0,
    user: client.me?.id ?? 0,
    message: said,
    editedAt: 0,
    reactions: [],
    replies: undefined,
    pinnedAt: 0,
    pinnedBy: 0,
    previews: [],
  };
  return <MessageBody channel={channel} message={message} />;
}
