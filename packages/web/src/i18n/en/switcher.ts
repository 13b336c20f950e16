export const switcher = {
  key: "Ctrl K",
  title: "Go to",
  field: "Channel or person",
  none: "Nothing is called so.",
  results: "Channels and people",
  person: "person",
  shortcutsTitle: "Keyboard shortcuts",
  shortcuts: [
    ["Ctrl K", "Go to a channel or person"],
    ["Alt ↑ / Alt ↓", "Previous or next channel"],
    ["Alt Shift ↑ / Alt Shift ↓", "Previous or next unread channel"],
    ["Enter", "Send the message"],
    ["Shift Enter", "Begin a new line"],
    ["↑", "Edit your last message, in an empty field"],
    ["Escape", "Close what is open"],
    ["Ctrl / or ?", "Show these shortcuts"],
  ] as const,
};
