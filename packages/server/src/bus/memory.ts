import type { Batch } from "../core/shared-frame.ts";
import type { ServerNews, UserChange } from "../store/store.ts";
import type { Bus, BusListener } from "./bus.ts";

const there = Promise.resolve();

/** The bus of a single node: calls straight on. See Bus. */
export class MemoryBus implements Bus {
  readonly up = true;

  constructor(private readonly listener: Omit<BusListener, "returned">) {}

  listen(): Promise<void> {
    return there;
  }

  unlisten(): void {}

  listenUser(): Promise<void> {
    return there;
  }

  unlistenUser(): void {}

  publish(batch: Batch): void {
    this.listener.take(batch);
  }

  signal(channel: number, bytes: Uint8Array, exceptUser: number): void {
    this.listener.signal(channel, bytes, exceptUser);
  }

  told(change: UserChange): void {
    this.listener.told(change);
  }

  channelChanged(channel: number): Promise<void> {
    return this.listener.channelChanged(channel);
  }

  serverChanged(news: ServerNews): Promise<void> {
    return this.listener.serverChanged(news);
  }

  close(): Promise<void> {
    return there;
  }
}
