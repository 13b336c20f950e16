import type { OwnChannel } from "@hubbub/client";

import { useText } from "../i18n/text.ts";

import centred from "../app/Centred.module.css";

export function ChannelPanel({ channel, panel }: { channel: OwnChannel; panel: string }) {
  const text = useText();
  return (
    <div className={centred["centred"]}>
      {text.common.loading} {channel.name} {panel}
    </div>
  );
}
