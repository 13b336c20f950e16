export const notifications = {
  title: (author: string, place: string) => `${author} in ${place.replace(/^# /, "#")}`,
  pageTitle: (toMe: number, unread: boolean, place: string | undefined) => {
    const mark = toMe > 0 ? `(${toMe > 99 ? "99+" : toMe}) ` : unread ? "• " : "";
    return `${mark}${place === undefined ? "" : `${place.replace(/^# /, "#")} · `}Hubbub`;
  },
  summary: (messages: number, channels: number) => `${messages} new messages in ${channels} channels`,
  testTitle: "Hubbub",
  testBody: "This is how a notification looks.",
  thisBrowser: "In this browser",
  thisBrowserAbout: "Each browser that you use has its own.",
  browser: "Notifications while Hubbub is open",
  browserHint: "Of what is for you, unless you are looking at it. The browser asks for your permission.",
  denied:
    "This browser doesn't allow Hubbub to notify you. Allow notifications for this page in the browser's settings, beside the address, and come back.",
  unsupported: "This browser has no notifications for this address.",
  test: "Show me one",
  sounds: "Sounds",
  soundsHint: "A short sound with what is for you.",
  push: "Notifications while Hubbub is closed",
  pushHint: "This device is told through its maker's push service. The texts are encrypted on the way.",
  noPush: {
    denied: "Allow notifications for this page in the browser's settings first, then turn this on.",
    install:
      "On iPhone and iPad, add Hubbub to the home screen (Share, Add to Home Screen) and turn this on there.",
    unsupported: "This browser or this server has no push notifications.",
  },
  whatFor: "What you are told of",
  whatForAbout:
    "Mentions, direct messages, and replies in threads that you follow. For each channel you can choose more or less in its settings.",
  keyword: "Word to be told of",
  keywordHint: "Wherever you read it, in any case; a name or a topic.",
  addKeyword: "Add",
  keywords: "Words to be told of",
  removeKeyword: (word: string) => `Remove ${word}`,
  quiet: "Do not disturb",
  quietAbout: "On all your devices. Messages come as always, without a sound or a notification.",
  pause: "Pause notifications",
  notPaused: "Not paused",
  pauses: (minutes: number) =>
    minutes < 60 ? `For ${minutes} minutes` : minutes === 60 ? "For an hour" : `For ${minutes / 60} hours`,
  pausedUntil: (when: string) => `Paused until ${when}.`,
  resume: "Resume",
  daily: "Every day",
  dailyHint: "In the time zone of your profile.",
  from: "From",
  to: "To",
  away: "While you are away",
  mail: "Mail of what you haven't read",
  mailHint: "To the address of your account, if you have confirmed it and this server sends mail.",
  mailAfter: (minutes: number) =>
    minutes === 0
      ? "Never"
      : minutes < 60
        ? `After ${minutes} minutes`
        : minutes === 60
          ? "After an hour"
          : `After ${minutes / 60} hours`,
  receipts: "Show others how far I have read",
  receiptsHint: "In small channels.",
  writing: "Writing",
  enterSends: "Enter sends",
  enterSendsHint: "Otherwise Ctrl+Enter does, and Enter begins a new line.",
  language: "Language",
  languageHint: "There is one so far.",
  languageName: "English",
};
