import { allChannels } from "./all-channels.ts";
import { createChannelFor } from "./create-channel-for.ts";
import { deleteMessages } from "./delete-messages.ts";
import { emptyProfile } from "./empty-profile.ts";
import { userByName } from "./find-user.ts";
import { userEvents, userRecords } from "./user-data.ts";

/** What the command line orders. */
export const OPERATOR_WRITES = { createChannelFor, deleteMessages, emptyProfile };

export const OPERATOR_READS = { userByName, allChannels, userRecords, userEvents };
