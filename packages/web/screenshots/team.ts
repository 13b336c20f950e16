/** The small company whose chat the pictures show. */
export interface SaidOptions {
  /** Minutes before the picture is taken. */
  ago: number;
  /** Index of the message, in the same channel, whose thread this is in. */
  thread?: number;
  /** Emoji and who reacted by it. */
  reactions?: Record<string, string[]>;
  /** Name of a picture that goes with it. */
  picture?: "peak" | "summit";
  pinnedBy?: string;
  /** What it said before. */
  before?: string;
}

export type Said = [who: string, text: string, options: SaidOptions];

export interface TeamChannel {
  name: string;
  type: "public" | "private" | "direct";
  topic?: string;
  members: string[];
  /** The newest messages that Mara hasn't read. */
  unread?: number;
  favourite?: boolean;
  said: Said[];
}

const DAY = 24 * 60;

/** By name, and how they are shown. The pictures are taken at Mara's. */
export const PEOPLE = [
  { name: "mara", displayName: "Mara Lindqvist", title: "Operations", role: "admin" },
  {
    name: "jonas",
    displayName: "Jonas Weber",
    title: "Backend",
    status: { emoji: "🎧", text: "Deep work until noon" },
  },
  {
    name: "priya",
    displayName: "Priya Raman",
    title: "Design",
    status: { emoji: "🏔️", text: "Back on Thursday" },
  },
  { name: "tom", displayName: "Tomás Oliveira", title: "Frontend" },
  {
    name: "aiko",
    displayName: "Aiko Tanaka",
    title: "Support",
    status: { emoji: "🏡", text: "Working from home" },
  },
  { name: "sam", displayName: "Sam Okafor", title: "Sales" },
] as const;

const EVERYBODY = PEOPLE.map(({ name }) => name);

const CODE = `Found it: the retry kept the *old* cursor.

\`\`\`ts
const page = await channel.history({ after: last.seq, limit: 500 });
for (const event of page.events) view.apply(event);
cursor = page.next; // was: last.seq
\`\`\`

Deploying to staging now.`;

export const CHANNELS: TeamChannel[] = [
  {
    name: "general",
    type: "public",
    topic: "Everything that everybody should see",
    members: EVERYBODY,
    favourite: true,
    said: [
      [
        "sam",
        "Signed! **Alpine Rescue** starts on Monday with 340 people. 🎉",
        {
          ago: DAY + 320,
          reactions: { "🎉": ["mara", "jonas", "priya", "tom", "aiko"], "🏔️": ["priya", "aiko"] },
        },
      ],
      ["priya", "That was a long way. Congratulations, @sam!", { ago: DAY + 312 }],
      [
        "mara",
        "All-hands on Thursday at 10:00, half an hour:\n\n1. what we ship this month\n2. the move to the new office\n3. questions",
        { ago: DAY + 200, pinnedBy: "mara", reactions: { "👍": ["jonas", "tom", "aiko", "sam"] } },
      ],
      ["aiko", "Who has the key of the meeting room?", { ago: 190 }],
      ["tom", "On my desk, under the plant 🪴", { ago: 188, reactions: { "🙏": ["aiko"] } }],
      [
        "jonas",
        "The load test of last night is through: **20,000 people** online, p99 at 38 ms, nothing lost and nothing twice.",
        { ago: 96, picture: "peak", reactions: { "🚀": ["mara", "priya", "tom"], "👀": ["sam"] } },
      ],
      ["mara", "That's the figure I wanted for the board. Thank you!", { ago: 92 }],
      ["sam", "Can I show this to Alpine Rescue?", { ago: 90, thread: 5 }],
      ["jonas", "Sure, the report is in the repository, they can run it themselves.", { ago: 88, thread: 5 }],
      ["sam", "Even better 😄", { ago: 87, thread: 5, reactions: { "😄": ["jonas"] } }],
      [
        "aiko",
        "Two customers asked for *dark mode on phones* this week. It's there already, so I sent them a picture:\n\n> Settings → Appearance → Dark",
        { ago: 41, reactions: { "🌙": ["priya", "tom"] } },
      ],
      [
        "priya",
        "Greetings from the Rossstock! Back on Thursday.",
        { ago: 24, picture: "summit", reactions: { "😍": ["mara", "aiko", "sam"], "⛰️": ["tom"] } },
      ],
      ["tom", "@mara the release notes are ready for you: `docs/releases/1.4.md`", { ago: 6 }],
      ["mara", "Reading them now.", { ago: 4 }],
    ],
  },
  {
    name: "engineering",
    type: "public",
    topic: "Releases, incidents, reviews",
    members: ["mara", "jonas", "tom", "priya"],
    said: [
      [
        "tom",
        "Staging shows a message twice after a reconnect, about once in a thousand. I have a trace.",
        { ago: 170 },
      ],
      ["jonas", "Looking. It smells like the cursor.", { ago: 166, reactions: { "🕵️": ["tom"] } }],
      ["jonas", CODE, { ago: 131, reactions: { "💯": ["tom", "mara"], "🐛": ["tom"] }, before: "Found it." }],
      ["tom", "500 reconnects, no repeat. Merging.", { ago: 102, reactions: { "✅": ["jonas", "mara"] } }],
      ["mara", "Which release will it be in?", { ago: 61 }],
      [
        "jonas",
        "1.4, together with:\n\n- [x] the search's new ranking\n- [x] passkeys\n- [ ] translations",
        { ago: 58 },
      ],
      ["tom", "Translations are a day away. I'd ship without them.", { ago: 17 }],
    ],
  },
  {
    name: "design",
    type: "public",
    topic: "What it looks like, and why",
    members: ["mara", "priya", "tom"],
    unread: 2,
    said: [
      ["priya", "The new colours hold a contrast of 4.5:1 in both themes.", { ago: DAY + 90 }],
      ["tom", "They look great on the phone, too.", { ago: 70 }],
      ["tom", "@mara have a look at the empty states when you find time", { ago: 66 }],
    ],
  },
  {
    name: "support",
    type: "public",
    topic: "What people ask us",
    members: ["mara", "aiko", "sam", "tom"],
    unread: 3,
    said: [
      ["aiko", "Ticket 4711: is there a limit of the history?", { ago: 150 }],
      ["sam", "No. Only if they set a retention.", { ago: 148 }],
      ["aiko", "Told them. Closed ✅", { ago: 145 }],
    ],
  },
  {
    name: "random",
    type: "public",
    members: EVERYBODY,
    said: [["sam", "Cake in the kitchen 🍰", { ago: 35 }]],
  },
  {
    name: "board",
    type: "private",
    topic: "Figures of the quarter",
    members: ["mara", "sam"],
    said: [["sam", "The draft is in the folder.", { ago: DAY + 30 }]],
  },
  {
    name: "",
    type: "direct",
    members: ["mara", "jonas"],
    unread: 1,
    said: [
      ["mara", "Do you need anything for the move?", { ago: 300 }],
      ["jonas", "A second screen would be lovely 🙂", { ago: 12 }],
    ],
  },
  {
    name: "",
    type: "direct",
    members: ["mara", "aiko"],
    said: [
      ["aiko", "See you at lunch?", { ago: 28 }],
      ["mara", "Yes!", { ago: 27 }],
    ],
  },
];
