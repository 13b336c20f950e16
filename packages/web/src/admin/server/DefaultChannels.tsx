import { type ChannelInfo, ChannelKind, LIMITS } from "@hubbub/client";

import { useChat } from "../../app/chat-context.ts";
import { Ready } from "../../app/Ready.tsx";
import { useLoaded } from "../../app/use-loaded.ts";
import { Checkbox } from "../../design/Checkbox.tsx";
import { useAdminText } from "../../i18n/admin-text.ts";

import styles from "../Admin.module.css";
import form from "./Server.module.css";

export interface DefaultChannelsProps {
  /** Ids of channels. */
  chosen: readonly number[];
  onChange: (channels: number[]) => void;
}

/** The public channels that everybody joins at first. */
export function DefaultChannels({ chosen, onChange }: DefaultChannelsProps) {
  const text = useAdminText().server.settings;
  const { client } = useChat();
  const known = useLoaded(() => client.channels.list(), [client]);
  const isFull = chosen.length >= LIMITS.defaultChannels;
  return (
    <fieldset className={form["choices"]}>
      <legend>{text.defaultChannels}</legend>
      <p className={styles["muted"]}>{text.defaultChannelsHint}</p>
      <Ready loaded={known}>
        {(channels) => {
          const open = channels.filter((channel) => isOpen(channel) || chosen.includes(channel.id));
          if (open.length === 0) return <p className={styles["muted"]}>{text.noPublicChannels}</p>;
          return (
            <div className={form["list"]}>
              {open.map(({ id, name }) => (
                <Checkbox
                  key={id}
                  label={`#${name}`}
                  checked={chosen.includes(id)}
                  disabled={isFull && !chosen.includes(id)}
                  onChange={({ target }) =>
                    onChange(target.checked ? [...chosen, id] : chosen.filter((each) => each !== id))
                  }
                />
              ))}
            </div>
          );
        }}
      </Ready>
    </fieldset>
  );
}

function isOpen({ kind, archived }: ChannelInfo): boolean {
  return kind === ChannelKind.PUBLIC && !archived;
}
