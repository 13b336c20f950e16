import { ChannelKind, type OwnChannel } from "@hubbub/client";

import { useChat } from "../app/chat-context.ts";
import { useObservable } from "../app/use-observable.ts";
import { Select } from "../design/Select.tsx";

/** The administrator's own channels that have a name, by name: elsewhere they have no say. */
export function useNamedChannels(): readonly OwnChannel[] {
  const { state } = useChat();
  return [...useObservable(state.channels).values()]
    .filter(({ kind }) => kind !== ChannelKind.DIRECT)
    .toSorted((a, b) => a.name.localeCompare(b.name));
}

export interface ChannelSelectProps {
  label: string;
  /** What 0 stands for; without it a channel has to be chosen. */
  all?: string;
  /** A channel's id, or 0. */
  value: number;
  onChange: (channel: number) => void;
}

/** One of the administrator's channels. */
export function ChannelSelect({ label, all, value, onChange }: ChannelSelectProps) {
  const channels = useNamedChannels();
  const options = [
    ...(all === undefined ? [] : [["0", all] as const]),
    ...channels.map(({ id, name }) => [String(id), `#${name}`] as const),
  ];
  return (
    <Select label={label} options={options} value={String(value)} onChange={(id) => onChange(Number(id))} />
  );
}
