import { CSPProvider } from "@base-ui/react/csp-provider";
import type { Session } from "@hubbub/client";
import { Redirect, Route, Switch, useLocation } from "wouter";

import { Toasts } from "../design/Toasts.tsx";
import { ChatScreen } from "../shell/ChatScreen.tsx";
import { ChatContext } from "./chat-context.ts";
import { lazyScreen } from "./lazy-screen.tsx";
import { Refused } from "./Refused.tsx";
import { routes } from "./routes.ts";
import { type Chat, keepSession } from "./session.ts";
import { useWho } from "./use-who.ts";

const SignIn = lazyScreen(async () => (await import("../sign-in/SignIn.tsx")).SignIn);
const ResetPassword = lazyScreen(async () => (await import("../sign-in/ResetPassword.tsx")).ResetPassword);
const FirstRun = lazyScreen(async () => (await import("../first-run/FirstRun.tsx")).FirstRun);

/** The whole client: sign-in for who isn't logged in, and else the chat. */
export function App() {
  const { who, enter } = useWho();
  return (
    <CSPProvider disableStyleElements>
      {who.is === "nobody" && <SignIn onDone={enter} ended={who.ended} />}
      {who.is === "refused" && <Refused reason={who.reason} />}
      {who.is === "user" && <Screens key={who.key} chat={who.chat} onSession={enter} />}
      <Toasts />
    </CSPProvider>
  );
}

interface ScreensProps {
  chat: Chat;
  /** Another session was kept. */
  onSession: () => void;
}

function Screens({ chat, onSession }: ScreensProps) {
  const [, navigate] = useLocation();
  const enterReset = async (session: Session) => {
    navigate(routes.home, { replace: true });
    await keepSession(session);
    chat.client.close();
    onSession();
  };
  return (
    <ChatContext value={chat}>
      <Switch>
        <Route path={routes.login}>
          <Redirect to={routes.home} replace />
        </Route>
        <Route path={routes.join}>
          <Redirect to={routes.home} replace />
        </Route>
        <Route path={routes.setup} component={FirstRun} />
        <Route path={routes.resetPassword}>
          <ResetPassword onSession={enterReset} onLogIn={() => navigate(routes.home)} />
        </Route>
        <Route>
          <ChatScreen />
        </Route>
      </Switch>
    </ChatContext>
  );
}
