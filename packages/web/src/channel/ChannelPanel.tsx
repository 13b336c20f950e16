import type { OwnChannel } from "@hubbub/client";
import type { ComponentType } from "react";

import { SidePanel } from "../design/SidePanel.tsx";
import { useText } from "../i18n/text.ts";
import { FilesPanel } from "./FilesPanel.tsx";
import { InvitesPanel } from "./InvitesPanel.tsx";
import { MembersPanel } from "./MembersPanel.tsx";
import { PinsPanel } from "./PinsPanel.tsx";
import { SettingsPanel } from "./SettingsPanel.tsx";
import { type PanelName, usePanel } from "./use-panel.ts";
import { WebhooksPanel } from "./WebhooksPanel.tsx";

const PANELS: Record<PanelName, ComponentType<{ channel: OwnChannel }>> = {
  members: MembersPanel,
  pins: PinsPanel,
  files: FilesPanel,
  settings: SettingsPanel,
  invites: InvitesPanel,
  webhooks: WebhooksPanel,
};

/** What stands beside the channel, by its name in the address; nothing for a name that there isn't. */
export function ChannelPanel({ channel, panel }: { channel: OwnChannel; panel: string }) {
  const { channels: text } = useText();
  const [, , close] = usePanel();
  const Panel = PANELS[panel as PanelName] as (typeof PANELS)[PanelName] | undefined;
  if (Panel === undefined) return null;
  const titles: Record<PanelName, string> = {
    members: text.membersTitle,
    pins: text.pins,
    files: text.files,
    settings: text.settings,
    invites: text.invites,
    webhooks: text.webhooks,
  };
  return (
    <SidePanel title={titles[panel as PanelName]} onClose={close}>
      <Panel key={panel} channel={channel} />
    </SidePanel>
  );
}
