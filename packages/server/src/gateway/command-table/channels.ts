import { addMembers } from "../../commands/add-members.ts";
import { createInvite } from "../../commands/create-invite.ts";
import { getInvite } from "../../commands/get-invite.ts";
import { joinByInvite } from "../../commands/join-by-invite.ts";
import { listInvites } from "../../commands/list-invites.ts";
import { openDirect } from "../../commands/open-direct.ts";
import { removeMember } from "../../commands/remove-member.ts";
import { revokeInvite } from "../../commands/revoke-invite.ts";
import { setChannelPreferences } from "../../commands/set-channel-preferences.ts";
import { setRole } from "../../commands/set-role.ts";
import { updateChannel } from "../../commands/update-channel.ts";
import type { CommandName, Rows } from "./row.ts";

/** Channels: settings, members, invitations. */
export const CHANNELS = {
  updateChannel: { handler: updateChannel, scope: "channels:write" },
  openDirect: { handler: openDirect, scope: "channels:write" },
  addMembers: { handler: addMembers, scope: "channels:write" },
  removeMember: { handler: removeMember, scope: "channels:write" },
  setRole: { handler: setRole, scope: "channels:write" },
  setChannelPreferences: { handler: setChannelPreferences, scope: "channels:write" },
  createInvite: { handler: createInvite, scope: "channels:write" },
  listInvites: { handler: listInvites, scope: "channels:read" },
  revokeInvite: { handler: revokeInvite, scope: "channels:write" },
  getInvite: { handler: getInvite, scope: "channels:read" },
  joinByInvite: { handler: joinByInvite, scope: "channels:write" },
} satisfies Partial<Rows<CommandName>>;
