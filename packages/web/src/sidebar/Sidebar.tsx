import { ArrowDown, ArrowUp, Plus } from "lucide-react";
import { useLayoutEffect, useRef, useState } from "react";
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
import { RowPlaces } from "./row-places.ts";
import { Section } from "./Section.tsx";
import { useSections } from "./sections.ts";
import { SidebarHeader } from "./SidebarHeader.tsx";
import { SidebarLinks } from "./SidebarLinks.tsx";
import { useChannelKeys } from "./use-channel-keys.ts";
import { useMoreUnread } from "./use-more-unread.ts";

import styles from "./Sidebar.module.css";

/** Direct channels that are shown at once: those where something was written last. */
const DIRECTS_MOST = 12;

/** The user's channels, and the ways to everything else. */
export function Sidebar() {
  const text = useText();
  const list = useRef<HTMLDivElement>(null);
  const [places] = useState(() => new RowPlaces());
  useLayoutEffect(() => (list.current === null ? undefined : places.begin(list.current)), [places]);
  const [path] = useLocation();
  const { favourites, channels, directs } = useSections();
  const current = Number(/^\/c\/(\d+)/.exec(path)?.[1] ?? 0);
  const more = useMoreUnread(places);
  useChannelKeys(places, current);
  useGlobalKeys();
  const within = (ids: readonly number[]) => (ids.includes(current) ? current : 0);
  return (
    <nav className={styles["sidebar"]} aria-label={text.sidebar.label} data-region>
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
        {favourites.length > 0 && (
          <Section name="favourites" ids={favourites} places={places} current={within(favourites)} />
        )}
        <Section name="channels" ids={channels} places={places} current={within(channels)}>
          <AddChannel />
        </Section>
        <Section name="directs" ids={directs} places={places} current={within(directs)} most={DIRECTS_MOST}>
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
