import { createInvite, invite, listInvites } from "../invites/invites.ts";
import { joinByInvite } from "../invites/join-by-invite.ts";
import { revokeInvite } from "../invites/revoke-invite.ts";
import { usersSeenBy } from "../users/users-seen-by.ts";
import { addMembers } from "./add-members.ts";
import { kick } from "./kick.ts";
import { openDirect } from "./open-direct.ts";
import { outsideView } from "./outside-view.ts";
import { setChannelPreferences } from "./set-preferences.ts";
import { setRole } from "./set-role.ts";
import { updateChannel } from "./update-channel.ts";

/** Settings, members and invitations. */
export const CHANNEL_WRITES = {
  updateChannel,
  openDirect,
  addMembers,
  kick,
  setRole,
  setChannelPreferences,
  createInvite,
  revokeInvite,
  joinByInvite,
};

export const CHANNEL_READS = { outsideView, usersSeenBy, invite, listInvites };
