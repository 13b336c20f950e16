import type { Bus } from "../bus/bus.ts";
import type { LoggedEvent, Outcome, Store, VerbArgs, VerbResult, WriteVerbs } from "../store/store.ts";
import type { EventLog } from "./event-log.ts";

/** Does the store's verbs, and tells everybody whom it concerns after the commit (P1), one verb after the other. */
export class Writes {
  /** Resolves when what was committed until now was told: users' feeds keep the order of their versions. */
  #told: Promise<void> = Promise.resolve();

  constructor(
    private readonly store: Store,
    private readonly events: EventLog,
    private readonly bus: Pick<Bus, "told" | "channelChanged" | "serverChanged">,
  ) {}

  /** Resolves when it is durable and was told. Rejects as Store.write does. */
  async do<Name extends keyof WriteVerbs>(
    verb: Name,
    args: VerbArgs<WriteVerbs[Name]>,
  ): Promise<VerbResult<WriteVerbs[Name]>> {
    const since = performance.now();
    const outcome = await this.store.write(verb, args);
    const told = this.#told.then(() => this.#tell(outcome, since));
    // Whoever wrote is told of a failure; what comes after is told all the same.
    this.#told = told.catch(() => {});
    await told;
    return outcome.value;
  }

  async #tell({ events, told, channels, news }: Outcome<unknown>, since: number): Promise<void> {
    // Before the events, so that who is told of a change finds it in force.
    await Promise.all([
      ...channels.map((channel) => this.bus.channelChanged(channel)),
      ...news.map((kind) => this.bus.serverChanged(kind)),
    ]);
    for (const [channel, entries] of Map.groupBy(events, (event: LoggedEvent) => event.channel)) {
      this.events.publish(channel, entries, since);
    }
    for (const change of told) this.bus.told(change);
  }
}
