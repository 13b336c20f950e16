import { encodeServerFrame, type Init, type UserEvent } from "@hubbub/protocol";

import type { AppendResult, LoggedEvent, Outcome, UserChange } from "../store.ts";
import type { NewEvent, Row, SentEvent, Step, Steps } from "./steps.ts";

/** What a database lends to verbs; every call belongs to the transaction that the caller has begun. */
export interface Connection {
  query(sql: string, params: readonly unknown[]): Row[];
  append(event: NewEvent): number | undefined;
  /** Refuses what the user, or everybody (0), has on its way to the channel; for so many ms at most. */
  bar(channel: number, user: number, ms?: number): void;
  unbar(channel: number, user: number): void;
  appendOnce(event: NewEvent, clientId: string, at: number, sender?: number): AppendResult;
  sent(user: number, clientId: string): SentEvent | undefined;
  erased(): void;
}

/** Runs a verb to its end on a database that answers at once, and collects what has to be told after the commit. */
export function perform<T>(steps: Steps<T>, connection: Connection): Outcome<T> {
  const outcome: Omit<Outcome<T>, "value"> = { events: [], told: [], channels: [], news: [] };
  let next = steps.next();
  while (next.done !== true) next = steps.next(step(next.value, connection, outcome));
  return { ...outcome, value: next.value };
}

function step(asked: Step, connection: Connection, outcome: Omit<Outcome<unknown>, "value">): unknown {
  switch (asked.do) {
    case "query":
      return connection.query(asked.sql, asked.params);
    case "append": {
      const seq = connection.append(asked.event);
      if (seq !== undefined) outcome.events.push(logged(asked.event, seq));
      return seq;
    }
    case "append-once": {
      const result = connection.appendOnce(asked.event, asked.clientId, asked.at, asked.sender);
      if (result.outcome === "appended") outcome.events.push(logged(asked.event, result.seq));
      return result;
    }
    case "sent":
      return connection.sent(asked.user, asked.clientId);
    case "tell":
      outcome.told.push(change(asked.user, asked.event));
      return undefined;
    case "erased":
      return connection.erased();
    case "channel-changed":
      outcome.channels.push(asked.channel);
      return undefined;
    case "bar":
      connection.bar(asked.channel, asked.user, asked.ms);
      return undefined;
    case "unbar":
      connection.unbar(asked.channel, asked.user);
      return undefined;
    case "server-changed":
      outcome.news.push(asked.news);
      return undefined;
  }
}

const logged = ({ channel, entry }: NewEvent, seq: number): LoggedEvent => ({ channel, seq, entry });

function change(user: number, event: Init<UserEvent>): UserChange {
  return { user, version: event.version ?? 0, frame: encodeServerFrame({ userEvents: [event] }) };
}
