import { arrival } from "./arrival.ts";
import { createChannel } from "./channels/create-channel.ts";
import { CHANNEL_READS, CHANNEL_WRITES } from "./channels/index.ts";
import { joinChannel } from "./channels/join-channel.ts";
import { leaveChannel } from "./channels/leave-channel.ts";
import { channel, channelByName, channels, listChannels, members, users } from "./channels/lists.ts";
import { CLUSTER_READS } from "./cluster/index.ts";
import { EXPORT_READS } from "./export/index.ts";
import { syncUser } from "./feed/sync-user.ts";
import { FILE_READS, FILE_WRITES } from "./files/index.ts";
import { IMPORT_WRITES } from "./import/index.ts";
import { INTEGRATION_READS, INTEGRATION_WRITES } from "./integrations/index.ts";
import { MESSAGE_READS, MESSAGE_WRITES } from "./messages/index.ts";
import { MODERATION_READS, MODERATION_WRITES } from "./moderation/index.ts";
import { OPERATOR_READS, OPERATOR_WRITES } from "./operator/index.ts";
import { markAllRead, markRead } from "./reading/mark-read.ts";
import { setPreferences } from "./reading/preferences.ts";
import { receipts } from "./reading/receipts.ts";
import { unread } from "./reading/unread.ts";
import { saveUser } from "./save-user.ts";
import { SEARCH_READS } from "./search/index.ts";
import { listUsers } from "./users/list-users.ts";
import { setProfile, setStatus } from "./users/profile.ts";
import { setDisabled } from "./users/set-disabled.ts";
import { sharingUsers } from "./users/sharing-users.ts";

/** Verbs that change something: see Store.write. */
export const WRITE_VERBS = {
  saveUser,
  createChannel,
  joinChannel,
  leaveChannel,
  markRead,
  markAllRead,
  setPreferences,
  setProfile,
  setStatus,
  setDisabled,
  ...CHANNEL_WRITES,
  ...FILE_WRITES,
  ...IMPORT_WRITES,
  ...INTEGRATION_WRITES,
  ...MESSAGE_WRITES,
  ...MODERATION_WRITES,
  ...OPERATOR_WRITES,
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
  listUsers,
  sharingUsers,
  unread,
  receipts,
  ...CHANNEL_READS,
  ...CLUSTER_READS,
  ...EXPORT_READS,
  ...FILE_READS,
  ...INTEGRATION_READS,
  ...MESSAGE_READS,
  ...MODERATION_READS,
  ...SEARCH_READS,
  ...OPERATOR_READS,
};

export type WriteVerbs = typeof WRITE_VERBS;
export type ReadVerbs = typeof READ_VERBS;
