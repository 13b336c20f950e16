import { useEffect } from "react";
import { Redirect, Route, Switch, useLocation } from "wouter";

import { useChat } from "../app/chat-context.ts";
import { keepConnected } from "../app/keep-connected.ts";
import { lazyScreen } from "../app/lazy-screen.tsx";
import { routes } from "../app/routes.ts";
import { useFlush } from "../app/use-flush.ts";
import { ChannelPane } from "../channel/ChannelPane.tsx";
import { MessageDialogHost } from "../messages/MessageDialogHost.tsx";
import { useNotifications } from "../notifications/use-notifications.ts";
import { Sidebar } from "../sidebar/Sidebar.tsx";
import { ConnectionBar } from "./ConnectionBar.tsx";
import { DialogHost } from "./DialogHost.tsx";
import { NotFound } from "./NotFound.tsx";
import { Start } from "./Start.tsx";
import { useRegionKeys } from "./use-region-keys.ts";

import styles from "./ChatScreen.module.css";

const Settings = lazyScreen(async () => (await import("../settings/Settings.tsx")).Settings);
const Admin = lazyScreen(async () => (await import("../admin/Admin.tsx")).Admin);
const SearchPane = lazyScreen(async () => (await import("../search/SearchPane.tsx")).SearchPane);
const BrowseChannels = lazyScreen(async () => (await import("../channel/BrowseChannels.tsx")).BrowseChannels);
const ThreadsPane = lazyScreen(async () => (await import("../threads/ThreadsPane.tsx")).ThreadsPane);
const MentionsPane = lazyScreen(async () => (await import("../search/MentionsPane.tsx")).MentionsPane);
const DraftsPane = lazyScreen(async () => (await import("../composer/DraftsPane.tsx")).DraftsPane);
const OpenInvite = lazyScreen(async () => (await import("../channel/OpenInvite.tsx")).OpenInvite);

/**
 * The chat: sidebar and, beside it, what the address names. On phones one of the two: the sidebar at `/`, and what the
 * address names everywhere else.
 */
export function ChatScreen() {
  const [path] = useLocation();
  useNotifications();
  useRegionKeys();
  useFlush();
  const { client } = useChat();
  useEffect(() => keepConnected(client), [client]);
  return (
    <div className={styles["screen"]} data-at-home={path === routes.home || undefined}>
      <ConnectionBar />
      <Sidebar />
      <main className={styles["main"]} data-region>
        <Switch>
          <Route path={routes.home} component={Start} />
          <Route path="/c/:id">{({ id }) => <ChannelPane id={Number(id)} />}</Route>
          <Route path={routes.threads} component={ThreadsPane} />
          <Route path={routes.mentions} component={MentionsPane} />
          <Route path={routes.drafts} component={DraftsPane} />
          <Route path={routes.browse} component={BrowseChannels} />
          <Route path="/search" component={SearchPane} />
          <Route path="/invite/:code">{({ code }) => <OpenInvite code={code} />}</Route>
          <Route path="/settings/:page?">{({ page }) => <Settings page={page} />}</Route>
          <Route path="/admin/:page">{({ page }) => <Admin page={page} />}</Route>
          <Route path={routes.setup}>
            <Redirect to={routes.home} replace />
          </Route>
          <Route component={NotFound} />
        </Switch>
      </main>
      <DialogHost />
      <MessageDialogHost />
    </div>
  );
}
