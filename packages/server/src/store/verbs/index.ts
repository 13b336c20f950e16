import { arrival } from "./arrival.ts";
import { createChannel } from "./channels/create-channel.ts";
import { joinChannel } from "./channels/join-channel.ts";
import { leaveChannel } from "./channels/leave-channel.ts";
import { channel, channelByName, channels, listChannels, members, users } from "./channels/lists.ts";
import { syncUser } from "./feed/sync-user.ts";
import { saveUser } from "./save-user.ts";

/** Verbs that change something: see Store.write. */
export const WRITE_VERBS = {
  saveUser,
  createChannel,
  joinChannel,
  leaveChannel,
};

/** Verbs that change nothing: see Store.read. */
export const READ_VERBS = {
  arrival,
  syncUser,
  channel,
  channelByName,
  channels,
  listChannels,
  members,
  users,
};

export type WriteVerbs = typeof WRITE_VERBS;
export type ReadVerbs = typeof READ_VERBS;
