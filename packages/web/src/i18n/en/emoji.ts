const TONES = ["no", "light", "medium-light", "medium", "medium-dark", "dark"];

export const emoji = {
  picker: "Emoji",
  add: "Add reaction",
  search: "Search emoji",
  nothing: "No emoji is called so.",
  tone: (tone: number) => `Skin tone: ${TONES[tone]}`,
  groups: {
    found: "Found",
    recent: "Recently used",
    custom: "Of this server",
    0: "Smileys and emotion",
    1: "People and body",
    3: "Animals and nature",
    4: "Food and drink",
    5: "Travel and places",
    6: "Activities",
    7: "Objects",
    8: "Symbols",
    9: "Flags",
  },
};
