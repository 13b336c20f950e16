export const errors = {
  unknown: "That didn't work. Try again; if it goes on, tell whoever runs this server.",
  unreachable: "The server can't be reached just now. Try again in a moment.",
  timeout: "The server took too long to answer. Try again.",
  retryIn: (seconds: number) => `Try again in ${seconds} s.`,
};
