import { LIMITS } from "@hubbub/client";

import { AttemptForm } from "../app/AttemptForm.tsx";
import { useChat } from "../app/chat-context.ts";
import type { FormValues } from "../app/form-values.ts";
import { useAttempt } from "../app/use-attempt.ts";
import { TextField } from "../design/TextField.tsx";
import { useText } from "../i18n/text.ts";
import { lastChannel } from "../shell/last-channel.ts";
import { Card } from "../sign-in/Card.tsx";
import { SETUP_STEPS } from "./steps.ts";

/** Characters of a server's name, at most. */
const NAME_LENGTH = 80;

/** The second step of a new server: its name, and a channel in which everybody is. */
export function NameServer({ onDone }: { onDone: () => void }) {
  const text = useText();
  const { signIn } = text;
  const { client, state } = useChat();
  const attempt = useAttempt();
  const send = async (values: FormValues) => {
    const name = values("channel").trim();
    await state.ready;
    // A try before this one may have got so far.
    const known = [...state.channels.current.values()].find((channel) => channel.name === name);
    const { id } = known ?? (await client.channels.create({ name }));
    const settings = await client.server.settings();
    await client.server.setSettings({ ...settings, name: values("name").trim(), defaultChannels: [id] });
    lastChannel.set(id);
    onDone();
  };
  return (
    <Card title={signIn.nameServer} about={signIn.nameServerAbout} step={signIn.step(2, SETUP_STEPS)}>
      <AttemptForm attempt={attempt} submit={signIn.next} onSubmit={send}>
        <TextField
          label={signIn.serverName}
          hint={signIn.serverNameHint}
          name="name"
          defaultValue={text.common.appName}
          maxLength={NAME_LENGTH}
          required
          autoFocus
        />
        <TextField
          label={signIn.firstChannel}
          hint={signIn.firstChannelHint}
          name="channel"
          defaultValue={signIn.defaultChannel}
          maxLength={LIMITS.channelNameLength}
          required
        />
      </AttemptForm>
    </Card>
  );
}
