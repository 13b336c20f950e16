export const notifications = {
  title: (author: string, place: string) => `${author} in ${place.replace(/^# /, "#")}`,
  pageTitle: (toMe: number, unread: boolean, place: string | undefined) => {
    const mark = toMe > 0 ? `(${toMe > 99 ? "99+" : toMe}) ` : unread ? "• " : "";
    return `${mark}${place === undefined ? "" : `${place.replace(/^# /, "#")} · `}Hubbub`;
  },
  testTitle: "Hubbub",
  testBody: "This is how a notification looks.",
};
