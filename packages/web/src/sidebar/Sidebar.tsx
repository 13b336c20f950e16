import { Link } from "wouter";

import { useChat } from "../app/chat-context.ts";
import { routes } from "../app/routes.ts";
import { useObservable } from "../app/use-observable.ts";
import { useText } from "../i18n/text.ts";

import styles from "./Sidebar.module.css";

/** The user's channels, and the ways to everything else. */
export function Sidebar() {
  const text = useText();
  const { state } = useChat();
  const channels = useObservable(state.channels);
  return (
    <nav className={styles["sidebar"]} aria-label={text.channels.channels}>
      <ul>
        {[...channels.values()].map(({ id, name }) => (
          <li key={id}>
            <Link href={routes.channel(id)}>{name}</Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
