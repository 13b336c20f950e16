type Detail = Readonly<Record<string, unknown>>;

export const moderation = {
  reports: {
    title: "Reports",
    about: "Messages that somebody, or a word rule, has reported.",
    shown: "Shown",
    open: "Open reports",
    all: "All reports",
    list: "Reports",
    noneOpen: "No report is open. Well done.",
    none: "Nothing was ever reported.",
    reported: "Reported by",
    wordRule: "a word rule",
    reason: "Reason",
    deleted: "This message was deleted.",
    noText: "A message without text.",
    context: "Look at it in the channel",
    resolve: "Resolve",
    closed: "Resolved",
    closedBy: "Resolved by",
    note: "Note",
    noteHint: "For the other moderators; it stands in the audit log.",
    deleteMessage: "Delete the message for good",
    resolved: "The report is resolved.",
  },
  words: {
    title: "Word rules",
    about: "Words and phrases that are refused, masked or reported wherever they are written.",
    where: "Rules for",
    everywhere: "All channels",
    pattern: "Word or phrase",
    patternHint: "2 to 100 characters. * stands for any letters: “spam*” finds “spammer”.",
    action: "What happens",
    actions: { 1: "Refuse the message", 2: "Mask it with asterisks", 3: "Send and report it" } as Record<
      number,
      string
    >,
    add: "Add rule",
    table: "Word rules",
    none: "There are no rules here.",
    remove: "Remove",
    removed: "The rule is removed.",
    added: "The rule holds from now on.",
  },
  audit: {
    title: "Audit log",
    about: "Who did what, the newest first.",
    channel: "Channel",
    allChannels: "The whole server",
    /** By what the names of the acts begin with. */
    action: "What was done",
    actions: [
      ["", "Anything"],
      ["member.", "Members: roles, removals, bans, mutes"],
      ["channel.", "Channels and their settings"],
      ["invite.", "Invite links"],
      ["message.", "Messages deleted"],
      ["report.", "Reports resolved"],
      ["word_rule.", "Word rules"],
      ["webhook.", "Webhooks turned off"],
      ["user.", "Data of users deleted"],
      ["settings.", "Settings of the server"],
    ] as const,
    list: "Audit log",
    none: "Nothing like that was done yet.",
    details: "Details",
    rawAction: "Action",
    target: "Target",
    /** What was done; `who` did it, to `target` (a user) or a thing of that number, in `where`. */
    sentences: {
      "settings.set": () => "changed the server's settings",
      "channel.create": ({ where }) => `made the channel ${where}`,
      "channel.rename": ({ detail, where }) => `renamed ${where} to “${String(detail["name"] ?? "")}”`,
      "channel.describe": ({ where }) => `changed the description of ${where}`,
      "channel.archive": ({ detail, where }) =>
        detail["archived"] === false ? `brought ${where} back` : `archived ${where}`,
      "channel.slow_mode": ({ detail, where }) =>
        detail["slowModeS"] === 0
          ? `ended the slow mode of ${where}`
          : `set the slow mode of ${where} to ${String(detail["slowModeS"])} s`,
      "channel.retention": ({ detail, where }) =>
        detail["retentionDays"] === 0
          ? `set that ${where} keeps messages as the server does`
          : `set that ${where} keeps messages for ${String(detail["retentionDays"])} days`,
      "channel.post_role": ({ where }) => `changed who may write in ${where}`,
      "member.role": ({ user, where }) => `changed the role of ${user} in ${where}`,
      "member.remove": ({ user, where }) => `removed ${user} from ${where}`,
      "member.ban": ({ user, where, detail }) => `banned ${user} from ${where}${because(detail)}`,
      "member.unban": ({ user, where }) => `lifted the ban of ${user} from ${where}`,
      "member.mute": ({ user, where }) => `muted ${user} in ${where}`,
      "member.unmute": ({ user, where }) => `let ${user} write in ${where} again`,
      "invite.create": ({ where }) => `made an invitation to ${where}`,
      "invite.revoke": ({ where }) => `revoked an invitation to ${where}`,
      "message.delete": ({ where }) => `deleted somebody's message in ${where}`,
      "report.resolve": ({ where, detail }) =>
        `resolved a report in ${where}${detail["deleteMessage"] === true ? " and deleted the message" : ""}`,
      "word_rule.add": ({ detail }) => `added a rule for the word “${String(detail["pattern"] ?? "")}”`,
      "word_rule.remove": ({ detail }) =>
        `removed the rule for the word “${String(detail["pattern"] ?? "")}”`,
      "user.delete_data": ({ user }) => `deleted the data of ${user}`,
      "webhook.disabled": ({ where }) => `turned a webhook of ${where} off, because its address failed`,
    } as Record<string, (said: AuditWords) => string>,
    /** Of actions that this version doesn't know. */
    other: ({ where }: AuditWords, action: string) => `did “${action}”${where === "" ? "" : ` in ${where}`}`,
  },
};

/** What an entry of the audit log is about, in names. */
export interface AuditWords {
  /** The user whom it was done to. */
  user: string;
  /** The channel; empty: none. */
  where: string;
  detail: Detail;
}

function because(detail: Detail): string {
  const { reason } = detail;
  return typeof reason === "string" && reason !== "" ? ` (${reason})` : "";
}
