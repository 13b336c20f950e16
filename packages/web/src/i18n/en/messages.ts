export const messages = {
  list: (channel: string) => `Messages in ${channel}`,
  deleted: "This message was deleted.",
};
