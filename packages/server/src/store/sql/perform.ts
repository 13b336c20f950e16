import { encodeServerFrame, type Init, type UserEvent } from "@hubbub/protocol";

import type { AppendResult, LoggedEvent, Outcome, UserChange } from "../store.ts";
import type { NewEvent, Param, Row, SentEvent, Step, Steps } from "./steps.ts";

/** What a database lends to verbs, at once or as promises; every call belongs to the transaction that the caller has begun. */
interface Lent<Rows, Seq, Result, Sent> {
  query(sql: string, params: readonly Param[]): Rows;
  run(sql: string, params: readonly Param[]): void;
  append(event: NewEvent): Seq;
  /** Refuses what the user, or everybody (0), has on its way to the channel; for so many ms at most. */
  bar(channel: number, user: number, ms?: number): void;
  unbar(channel: number, user: number): void;
  appendOnce(event: NewEvent, clientId: string, at: number, sender?: number): Result;
  sent(user: number, clientId: string): Sent;
  erased(): void;
}

/** A database that answers at once. */
export type Connection = Lent<Row[], number | undefined, AppendResult, SentEvent | undefined>;

/** A database that is asked over a line. */
export type RemoteConnection = Lent<
  Promise<Row[]>,
  Promise<number | undefined>,
  Promise<AppendResult>,
  Promise<SentEvent | undefined>
>;

type Told = Omit<Outcome<unknown>, "value">;

/** Runs a verb to its end on a database that answers at once, and collects what has to be told after the commit. */
export function perform<T>(steps: Steps<T>, connection: Connection): Outcome<T> {
  const told: Told = { events: [], told: [], channels: [], news: [] };
  let next = steps.next();
  while (next.done !== true) {
    const answer = ask(next.value, connection);
    note(next.value, answer, told);
    next = steps.next(answer);
  }
  return { ...told, value: next.value };
}

/** The same on a database that is asked over a line. */
export async function performRemotely<T>(steps: Steps<T>, connection: RemoteConnection): Promise<Outcome<T>> {
  const told: Told = { events: [], told: [], channels: [], news: [] };
  let next = steps.next();
  while (next.done !== true) {
    const answer: unknown = await ask(next.value, connection);
    note(next.value, answer, told);
    next = steps.next(answer);
  }
  return { ...told, value: next.value };
}

/** What the database answers to a step; nothing, if the step is only for those who are told. */
function ask(step: Step, connection: Connection | RemoteConnection): unknown {
  switch (step.do) {
    case "query":
      return connection.query(step.sql, step.params);
    case "run":
      return connection.run(step.sql, step.params);
    case "append":
      return connection.append(step.event);
    case "append-once":
      return connection.appendOnce(step.event, step.clientId, step.at, step.sender);
    case "sent":
      return connection.sent(step.user, step.clientId);
    case "erased":
      return connection.erased();
    case "bar":
      return connection.bar(step.channel, step.user, step.ms);
    case "unbar":
      return connection.unbar(step.channel, step.user);
    case "tell":
    case "channel-changed":
    case "server-changed":
      return undefined;
  }
}

/** Notes what of a step has to be told after the commit. */
function note(step: Step, answer: unknown, outcome: Told): void {
  switch (step.do) {
    case "append":
      if (answer !== undefined) outcome.events.push(logged(step.event, answer as number));
      break;
    case "append-once": {
      const result = answer as AppendResult;
      if (result.outcome === "appended") outcome.events.push(logged(step.event, result.seq));
      break;
    }
    case "tell":
      outcome.told.push(change(step.user, step.event));
      break;
    case "channel-changed":
      outcome.channels.push(step.channel);
      break;
    case "server-changed":
      outcome.news.push(step.news);
  }
}

const logged = ({ channel, entry }: NewEvent, seq: number): LoggedEvent => ({ channel, seq, entry });

function change(user: number, event: Init<UserEvent>): UserChange {
  return { user, version: event.version ?? 0, frame: encodeServerFrame({ userEvents: [event] }) };
}
