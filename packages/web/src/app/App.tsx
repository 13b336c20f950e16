import { CSPProvider } from "@base-ui/react/csp-provider";
import { useCallback, useEffect, useState } from "react";
import { Redirect, Route, Switch } from "wouter";

import { Toasts } from "../design/Toasts.tsx";
import { ChatScreen } from "../shell/ChatScreen.tsx";
import { ChatContext } from "./chat-context.ts";
import { keepConnected } from "./keep-connected.ts";
import { lazyScreen } from "./lazy-screen.tsx";
import { routes } from "./routes.ts";
import { type Chat, keptSession, openChat } from "./session.ts";

const SignIn = lazyScreen(async () => (await import("../sign-in/SignIn.tsx")).SignIn);

/** Nothing is known yet; nobody is logged in; or somebody is. */
type Who = "unknown" | "nobody" | Chat;

/** The whole client: sign-in for who isn't logged in, and else the chat. */
export function App() {
  const [who, setWho] = useState<Who>("unknown");
  const enter = useCallback(() => setWho(openChat()), []);
  useEffect(() => {
    void keptSession().then((session) => (session === undefined ? setWho("nobody") : enter()));
  }, [enter]);
  useEffect(() => {
    if (typeof who === "string") return undefined;
    const stopKeeping = keepConnected(who.client);
    const off = who.client.on("status", ({ state }) => state === "closed" && setWho("nobody"));
    return () => {
      stopKeeping();
      off();
    };
  }, [who]);
  return (
    <CSPProvider disableStyleElements>
      {who === "nobody" && <SignIn onDone={enter} />}
      {typeof who === "object" && (
        <ChatContext value={who}>
          <Switch>
            <Route path={routes.login}>
              <Redirect to={routes.home} replace />
            </Route>
            <Route>
              <ChatScreen />
            </Route>
          </Switch>
        </ChatContext>
      )}
      <Toasts />
    </CSPProvider>
  );
}
