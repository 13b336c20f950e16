import { ArrowDown, ArrowUp, Plus } from "lucide-react";
import { useRef } from "react";
import { useLocation } from "wouter";
import { navigate } from "wouter/use-browser-location";

import { followLink } from "../app/follow-link.ts";
import { routes } from "../app/routes.ts";
import { openCreateChannel, openNewDirect } from "../channel/open-dialogs.ts";
import { IconButton } from "../design/IconButton.tsx";
import { MenuButton } from "../design/MenuButton.tsx";
import { useText } from "../i18n/text.ts";
import { useGlobalKeys } from "../switcher/use-global-keys.ts";
import { OwnBar } from "./OwnBar.tsx";
import { Section } from "./Section.tsx";
import { useSections } from "./sections.ts";
import { SidebarHeader } from "./SidebarHeader.tsx";
import { SidebarLinks } from "./SidebarLinks.tsx";
import { useChannelKeys } from "./use-channel-keys.ts";
import { useMoreUnread } from "./use-more-unread.ts";

import styles from "./Sidebar.module.css";

/** The user's channels, and the ways to everything else. */
export function Sidebar() {
  const text = useText();
  const list = useRef<HTMLDivElement>(null);
  const [path] = useLocation();
  const { favourites, channels, directs } = useSections();
  const more = useMoreUnread(list);
  useChannelKeys(list);
  useGlobalKeys();
  const current = Number(/^\/c\/(\d+)/.exec(path)?.[1] ?? 0);
  const within = (ids: readonly number[]) => (ids.includes(current) ? current : 0);
  return (
    <nav className={styles["sidebar"]} aria-label={text.sidebar.label}>
      <SidebarHeader />
      {/* The links in it are what is clicked, and focused. */}
      <div ref={list} className={styles["list"]} onClick={followLink}>
        {more.above && (
          <button
            type="button"
            className={styles["more"]}
            data-side="above"
            onClick={() => more.show("above")}
          >
            <ArrowUp aria-hidden size={14} /> {text.sidebar.moreUnreadAbove}
          </button>
        )}
        <SidebarLinks />
        {favourites.length > 0 && <Section name="favourites" ids={favourites} current={within(favourites)} />}
        <Section name="channels" ids={channels} current={within(channels)}>
          <AddChannel />
        </Section>
        <Section name="directs" ids={directs} current={within(directs)}>
          <IconButton size="small" icon={Plus} label={text.sidebar.newDirect} onClick={openNewDirect} />
        </Section>
        {more.below && (
          <button
            type="button"
            className={styles["more"]}
            data-side="below"
            onClick={() => more.show("below")}
          >
            <ArrowDown aria-hidden size={14} /> {text.sidebar.moreUnreadBelow}
          </button>
        )}
      </div>
      <OwnBar />
    </nav>
  );
}

function AddChannel() {
  const text = useText();
  return (
    <MenuButton
      size="small"
      icon={Plus}
      label={text.sidebar.addChannel}
      items={[
        { label: text.sidebar.createChannel, onSelect: openCreateChannel },
        { label: text.sidebar.browseChannels, onSelect: () => navigate(routes.browse) },
      ]}
    />
  );
}
