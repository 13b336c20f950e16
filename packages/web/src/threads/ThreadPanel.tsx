import type { OwnChannel } from "@hubbub/client";

import { useText } from "../i18n/text.ts";

import centred from "../app/Centred.module.css";

export function ThreadPanel({ channel, root, at }: { channel: OwnChannel; root: number; at: number }) {
  const text = useText();
  return (
    <div className={centred["centred"]}>
      {text.common.loading} {channel.name} {root} {at}
    </div>
  );
}
