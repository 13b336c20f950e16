import type { PanelName } from "../../src/channel/use-panel.ts";
import type { Person } from "../browser/person.ts";
import type { Place } from "./prepare.ts";
import { choose, chooseOf, dialog, headed, type Screen } from "./screen.ts";

const lounge = ({ lounge: id }: Place): string => `/c/${id}`;
const panelAt =
  (panel: PanelName) =>
  (place: Place): string =>
    `${lounge(place)}?panel=${panel}`;

/** Each panel by what it says when it is there. */
const PANELS: Record<PanelName, string | RegExp> = {
  members: "3 members",
  pins: "kettle",
  files: "table.csv",
  settings: "Slow mode",
  invites: "Create an invite link",
  webhooks: "CI",
};

const panels = Object.entries(PANELS).map(([panel, words]): Screen => ({
  name: `panel ${panel}`,
  path: panelAt(panel as PanelName),
  ready: ({ page }) => page.getByRole("complementary").getByText(words).first(),
}));

const messages = ({ page }: Person) => page.getByRole("log").getByText("My own words");
const MORE = "More about this channel";

/** For everybody who is logged in. */
export const CHAT_SCREENS: readonly Screen[] = [
  { name: "sidebar", path: () => "/", ready: (person) => person.button("Find a channel or person") },
  { name: "channel", path: lounge, ready: messages },
  {
    name: "thread",
    path: (place) => `${lounge(place)}?thread=${place.root}`,
    ready: ({ page }) => page.getByRole("complementary", { name: "Thread" }).getByText("Since when"),
  },
  ...panels,
  {
    name: "a channel of others",
    path: ({ elsewhere }) => `/c/${elsewhere}`,
    ready: (person) => person.button("Join"),
  },
  headed("invite", ({ invite }) => `/invite/${invite}`, /You are invited/),
  headed("search", "/search?q=kettle", "Search", {
    ready: ({ page }) => page.getByRole("list", { name: "Messages found" }).getByRole("link").first(),
  }),
  headed("threads", "/threads", "Threads"),
  headed("mentions", "/mentions", "Mentions"),
  headed("drafts", "/drafts", /Drafts/),
  headed("browse", "/browse", "Channels"),
  headed("nothing there", "/nowhere", "", {
    ready: ({ page }) => page.getByText("There is nothing at this address."),
  }),
  dialog("switcher", lounge, "switcher/Switcher.tsx", (person) => press(person, "Control+K")),
  dialog("shortcuts", lounge, "switcher/Shortcuts.tsx", (person) => press(person, "Control+/")),
  dialog("create a channel", "/", "channel/CreateChannel.tsx", (person) =>
    choose(person, "Add a channel", "Create a channel"),
  ),
  dialog("new message", "/", "channel/NewDirect.tsx", (person) => person.button("New message").click()),
  dialog("status", "/", "people/StatusDialog.tsx", (person) => person.button(/^admin online/).click()),
  dialog("leave", lounge, "channel/LeaveChannel.tsx", (person) => choose(person, MORE, "Leave")),
  dialog("archive", lounge, "channel/ArchiveChannel.tsx", (person) => choose(person, MORE, "Archive")),
  dialog("add people", panelAt("members"), "channel/AddPeople.tsx", (person) =>
    person.button("Add people").click(),
  ),
  dialog("ban", panelAt("members"), "channel/BanMember.tsx", (person) =>
    choose(person, "What to do with bob", "Ban"),
  ),
  dialog("profile", lounge, "people/ProfileButton.tsx", async (person) => {
    await person.page.getByRole("log").getByRole("button", { name: "ann" }).first().click();
    await person.page.getByRole("dialog").getByRole("button", { name: "Message" }).waitFor();
  }),
  dialog("emoji picker", lounge, "emoji/EmojiButton.tsx", async ({ page }) => {
    await page.getByRole("button", { name: "Emoji", exact: true }).click();
    await page.getByRole("gridcell").first().waitFor();
  }),
  dialog("delete", lounge, "messages/DeleteDialog.tsx", (person) =>
    chooseOf(person, "My own words", "Delete message"),
  ),
  dialog("report", lounge, "messages/ReportDialog.tsx", (person) =>
    chooseOf(person, "Buy my watches", "Report message"),
  ),
  {
    name: "message menu",
    path: lounge,
    act: (person) => chooseOf(person, "My own words", undefined),
    ready: ({ page }) => page.getByRole("menu"),
  },
  dialog("edit history", lounge, "messages/EditHistory.tsx", async (person) => {
    await person.button("Edited: show the history").click();
    await person.page.getByRole("dialog").getByText("wrods").waitFor();
  }),
  dialog("lightbox", lounge, "messages/Lightbox.tsx", (person) => person.button("Show kettle.png").click()),
  {
    ...dialog("message sheet", lounge, "messages/MessageSheet.tsx", ({ page }) => rest(page, "My own words")),
    only: "phone",
  },
  dialog("schedule", lounge, "composer/ScheduleDialog.tsx", (person) =>
    choose(person, "Schedule", "At another time…"),
  ),
  dialog("delete a draft", "/drafts", "composer/DraftItem.tsx", (person) =>
    person.button("Delete draft").click(),
  ),
  dialog("change password", "/settings/account", "settings/PasswordSection.tsx", (person) =>
    person.button("Change password").click(),
  ),
  dialog("e-mail", "/settings/account", "settings/EmailSection.tsx", (person) =>
    person.button("Set an address").click(),
  ),
  dialog(
    "authenticator",
    "/settings/account",
    ["settings/AuthenticatorSection.tsx", "settings/EnrolAuthenticator.tsx"],
    (person) => person.button("Set up").click(),
  ),
  dialog("end sessions", "/settings/sessions", "settings/SessionSettings.tsx", (person) =>
    person.button("End all others").click(),
  ),
];

/** For who isn't logged in. What first-run shows after the account is looked at with its own tests. */
export const STRANGER_SCREENS: readonly Screen[] = [
  headed("log in", "/login", "Log in to Hubbub"),
  headed("join", ({ invitation }) => `/join#invitation=${invitation}`, "Create your account"),
  headed("reset", "/reset-password#code=none", /password/i),
  headed("set up", "/setup#code=none", /Welcome/),
].map((screen) => Object.assign(screen, { isStranger: true }));

/** Presses keys where messages are written, once the channel is there. */
async function press(person: Person, keys: string): Promise<void> {
  await messages(person).waitFor();
  await person.page.getByRole("textbox", { name: "Message lounge" }).press(keys);
}

/** Rests with a finger on a message. */
async function rest(page: Person["page"], words: string): Promise<void> {
  const row = page.getByRole("log").locator("article[data-seq]", { hasText: words });
  const { x, y } = (await row.boundingBox())!;
  const devtools = await page.context().newCDPSession(page);
  const touch = (type: "touchStart" | "touchEnd", touchPoints: { x: number; y: number }[]) =>
    devtools.send("Input.dispatchTouchEvent", { type, touchPoints });
  await touch("touchStart", [{ x: x + 120, y: y + 30 }]);
  await page.getByRole("dialog").waitFor();
  await touch("touchEnd", []);
  await devtools.detach();
}
