export const channels = {
  none: "You are in no channel yet.",
  browse: "Browse channels",
  channels: "Channels",
  hashName: (name: string) => `# ${name}`,
  gone: "You are not in this channel, or there is none.",
};
