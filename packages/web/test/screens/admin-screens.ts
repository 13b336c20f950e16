import type { Person } from "../browser/person.ts";
import { choose, dialog, type Screen } from "./screen.ts";

const opened = (name: string, page: string, shows: string, button: string | RegExp): Screen =>
  dialog(name, `/admin/${page}`, shows, (person) => person.button(button).first().click());

/** Dialogs of the administration; its pages are those that its navigation names. */
export const ADMIN_DIALOGS: readonly Screen[] = [
  dialog("disable a user", "/admin/users", "admin/people/UserActions.tsx", (person) =>
    choose(person, "Actions for bob", "Disable"),
  ),
  opened("invite people", "invitations", "admin/people/InviteDialog.tsx", "Invite people"),
  dialog("retention", "/admin/channels", "admin/server/RetentionDialog.tsx", (person) =>
    choose(person, "Actions for #lounge", "Change how long messages are kept"),
  ),
  dialog("archive a channel", "/admin/channels", "admin/server/ChannelActions.tsx", (person) =>
    choose(person, "Actions for #lounge", "Archive"),
  ),
  opened("add emoji", "emoji", "admin/server/EmojiDialog.tsx", "Add emoji"),
  opened("delete emoji", "emoji", "admin/DeleteButton.tsx", "Delete :party_hat:"),
  dialog("delete old messages", "/admin/settings", "admin/server/SettingsForm.tsx", async (person) => {
    await person.field("Messages are kept for").fill("365");
    await person.button("Save").click();
  }),
  opened("resolve", "reports", "admin/moderation/ResolveDialog.tsx", "Resolve"),
  opened("add webhook", "webhooks", "admin/integrations/WebhookDialog.tsx", "Add webhook"),
  opened("delete webhook", "webhooks", "admin/DeleteButton.tsx", "Delete: CI"),
  opened("add command", "commands", "admin/integrations/SlashCommandDialog.tsx", "Add command"),
  opened("delete command", "commands", "admin/DeleteButton.tsx", /^Delete.*weather/),
  opened("add bot", "bots", "admin/integrations/Bots.tsx", "Add bot"),
  opened("disable a bot", "bots", "admin/integrations/BotActions.tsx", "Disable: builder"),
  opened("tokens", "bots", "admin/integrations/BotTokensDialog.tsx", "Tokens of builder"),
  dialog("new token", "/admin/bots", "admin/integrations/NewTokenDialog.tsx", async (person) => {
    await person.button("Tokens of builder").click();
    await person.button("New token").click();
    await person.field("What it is for").waitFor();
  }),
  dialog("a token, once", "/admin/bots", "admin/OnceDialog.tsx", makeToken),
];

async function makeToken(person: Person): Promise<void> {
  await person.button("Tokens of builder").click();
  await person.button("New token").click();
  await person.field("What it is for").fill("the build machine");
  await person.button("Make token").click();
  await person.page.getByText("This is shown only now.").waitFor();
}
