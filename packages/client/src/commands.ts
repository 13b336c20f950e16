import type {
  Channel,
  ChannelPage,
  Command,
  Done,
  EventPage,
  PresenceState,
  Reply,
  Sent,
  Subscribed,
  UserPage,
  Welcome,
} from "@hubbub/protocol";

type CommandBody = Extract<Command["body"], { value: object }>;

export type CommandCase = CommandBody["case"];
export type CommandValue<C extends CommandCase> = Extract<CommandBody, { case: C }>["value"];

interface Answers {
  authenticate: Welcome;
  send: Sent;
  subscribe: Subscribed;
  unsubscribe: Done;
  history: EventPage;
  createChannel: Channel;
  listChannels: ChannelPage;
  joinChannel: Channel;
  leaveChannel: Done;
  listMembers: UserPage;
  getUsers: UserPage;
  startTyping: Done;
  watchPresence: PresenceState | Done;
}

/** The body of the reply to a command, if it isn't an error. */
export type Answer<C extends CommandCase> = Answers[C];

/** Which replies are that. */
export const ANSWERS: Record<CommandCase, readonly Reply["body"]["case"][]> = {
  authenticate: ["welcome"],
  send: ["sent"],
  subscribe: ["subscribed"],
  unsubscribe: ["done"],
  history: ["events"],
  createChannel: ["channel"],
  listChannels: ["channels"],
  joinChannel: ["channel"],
  leaveChannel: ["done"],
  listMembers: ["users"],
  getUsers: ["users"],
  startTyping: ["done"],
  watchPresence: ["presence", "done"],
};
