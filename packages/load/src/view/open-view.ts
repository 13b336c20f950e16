import type { WriteStream } from "node:tty";

import { LiveView } from "./live-view.ts";
import { showsColor } from "./paint.ts";
import { PlainLines } from "./plain-lines.ts";
import type { View } from "./view.ts";

/** The live view on a terminal that can be drawn on, plain lines elsewhere. Close it, whatever happens. */
export function openView(stream: WriteStream): View {
  const drawable = stream.isTTY === true && process.env["TERM"] !== "dumb" && stream.columns > 0;
  return drawable ? new LiveView(stream, { color: showsColor(stream) }) : new PlainLines(stream);
}
