export const markdown = {
  code: (language: string) => (language === "" ? "Code" : `Code in ${language}`),
  copyCode: "Copy code",
  done: "Done",
  open: "Not done",
};
