import { Redirect } from "wouter";

import { useChat } from "../app/chat-context.ts";
import { routes } from "../app/routes.ts";
import { useObservable } from "../app/use-observable.ts";
import { lastChannel } from "./last-channel.ts";
import { NoChannel } from "./NoChannel.tsx";

const isPhone = matchMedia("(width < 48rem)");

/** At `/`: the channel that was looked at last. On phones `/` is the sidebar. */
export function Start() {
  const { state } = useChat();
  const channels = useObservable(state.channels);
  const known = channels.get(lastChannel.get()) ?? channels.values().next().value;
  if (isPhone.matches) return null;
  return known === undefined ? <NoChannel /> : <Redirect to={routes.channel(known.id)} replace />;
}
