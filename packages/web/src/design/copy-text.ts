/** Puts a text on the clipboard. Rejects if the browser doesn't let it. */
export async function copyText(text: string): Promise<void> {
  // Pages that come over plain HTTP from another machine have no Clipboard API.
  if ((navigator as Partial<Navigator>).clipboard !== undefined) return navigator.clipboard.writeText(text);
  const area = document.createElement("textarea");
  area.value = text;
  document.body.append(area);
  area.select();
  const copied = document.execCommand("copy");
  area.remove();
  if (!copied) throw new Error("The browser doesn't let this page copy.");
}
