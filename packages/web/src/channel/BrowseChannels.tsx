import type { ChannelInfo } from "@hubbub/client";
import { Plus } from "lucide-react";
import { useState } from "react";
import { useLocation } from "wouter";

import { useChat } from "../app/chat-context.ts";
import { followLink } from "../app/follow-link.ts";
import { routes } from "../app/routes.ts";
import { useLoaded } from "../app/use-loaded.ts";
import { useSelected } from "../app/use-observable.ts";
import { Button } from "../design/Button.tsx";
import { Notice } from "../design/Notice.tsx";
import { Pane } from "../design/Pane.tsx";
import { TextField } from "../design/TextField.tsx";
import { toast } from "../design/toast.ts";
import { useText } from "../i18n/text.ts";
import { ChannelIcon } from "./ChannelIcon.tsx";
import { openCreateChannel } from "./open-dialogs.ts";

import styles from "./BrowseChannels.module.css";

/** All channels that the user can see, to be found, looked at and joined. */
export function BrowseChannels() {
  const { channels: text } = useText();
  const { client } = useChat();
  const [part, setPart] = useState("");
  const { value, error } = useLoaded(() => client.channels.list(), [client]);
  const wanted = part.trim().toLowerCase();
  const shown = value?.filter(
    ({ name, topic }) =>
      name !== "" && (name.toLowerCase().includes(wanted) || topic.toLowerCase().includes(wanted)),
  );
  return (
    <Pane
      title={text.browseTitle}
      actions={
        <Button size="small" kind="primary" onClick={openCreateChannel}>
          <Plus aria-hidden size={16} /> {text.create}
        </Button>
      }
    >
      <div className={styles["body"]}>
        <TextField
          label={text.browseSearch}
          type="search"
          value={part}
          onChange={({ target }) => setPart(target.value)}
        />
        {error !== undefined && <Notice kind="error">{error}</Notice>}
        {shown?.length === 0 && <p>{text.noneFound}</p>}
        {/* The links in it are what is clicked, and focused. */}
        <ul onClick={followLink}>
          {shown?.map((channel) => (
            <FoundChannel key={channel.id} channel={channel} />
          ))}
        </ul>
      </div>
    </Pane>
  );
}

function FoundChannel({ channel }: { channel: ChannelInfo }) {
  const { channels: text } = useText();
  const { client, state } = useChat();
  const [, navigate] = useLocation();
  const isMember = useSelected(state.channels, (channels) => channels.has(channel.id));
  const join = () => {
    client.join(channel.id).then(() => navigate(routes.channel(channel.id)), toast.error);
  };
  return (
    <li className={styles["row"]}>
      <a href={routes.channel(channel.id)} className={styles["channel"]}>
        <ChannelIcon channel={channel} />
        <span className={styles["words"]}>
          <span className={styles["name"]}>{channel.name}</span>
          <span className={styles["topic"]}>
            {[isMember && text.joined, channel.archived && text.archived, channel.topic]
              .filter(Boolean)
              .join(" · ")}
          </span>
        </span>
      </a>
      {!isMember && !channel.archived && (
        <Button size="small" aria-label={`${text.join} ${channel.name}`} onClick={join}>
          {text.join}
        </Button>
      )}
    </li>
  );
}
