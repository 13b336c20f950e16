export const composer = {
  label: (channel: string) => `Message ${channel}`,
  send: "Send",
};
