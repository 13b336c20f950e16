/** A name that could not be taken over as it was. */
export interface Renamed {
  was: string;
  is: string;
}

/** What an import has done. */
export interface Tally {
  /** Accounts that were made, and all people of the source. */
  newUsers: number;
  users: number;
  newChannels: number;
  channels: number;
  /** Messages that were added, and all of the source. */
  newMessages: number;
  messages: number;
  files: number;
  emoji: number;
  renamedUsers: Renamed[];
  renamedChannels: Renamed[];
}

export function emptyTally(): Tally {
  return {
    newUsers: 0,
    users: 0,
    newChannels: 0,
    channels: 0,
    newMessages: 0,
    messages: 0,
    files: 0,
    emoji: 0,
    renamedUsers: [],
    renamedChannels: [],
  };
}
