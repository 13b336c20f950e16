import { WordAction, type WordRule } from "@hubbub/client";
import { type FormEvent, useState } from "react";

import { useChat } from "../../app/chat-context.ts";
import { useLoaded } from "../../app/use-loaded.ts";
import { Button } from "../../design/Button.tsx";
import type { Column } from "../../design/DataTable.tsx";
import { Select } from "../../design/Select.tsx";
import { TextField } from "../../design/TextField.tsx";
import { useAdminText } from "../../i18n/admin-text.ts";
import { act } from "../act.ts";
import { ChannelSelect } from "../ChannelSelect.tsx";
import { ListPage } from "../ListPage.tsx";

import styles from "../Admin.module.css";

const ACTIONS = [WordAction.REFUSE, WordAction.MASK, WordAction.REPORT];

/** The rules about words, of the whole server or of one channel. */
export function WordRules() {
  const text = useAdminText().moderation.words;
  const { client } = useChat();
  const [channel, setChannel] = useState(0);
  const rules = useLoaded(() => client.moderation.wordRules(channel), [client, channel]);
  const remove = async ({ id }: WordRule) => {
    await client.moderation.removeWordRule(id);
    await rules.reload();
  };
  const columns: readonly Column<WordRule>[] = [
    {
      id: "pattern",
      head: text.pattern,
      kind: "title",
      cell: ({ pattern }) => <span className={styles["code"]}>{pattern}</span>,
    },
    { id: "action", head: text.action, cell: ({ action }) => text.actions[action] },
  ];
  return (
    <ListPage
      text={text}
      loaded={rules}
      columns={columns}
      actions={(rule) => (
        <Button
          size="small"
          aria-label={`${text.remove}: ${rule.pattern}`}
          onClick={() => void act(() => remove(rule), text.removed)}
        >
          {text.remove}
        </Button>
      )}
      rowKey={({ id }) => id}
      tools={<ChannelSelect label={text.where} all={text.everywhere} value={channel} onChange={setChannel} />}
    >
      <AddRule channel={channel} onAdded={rules.reload} />
    </ListPage>
  );
}

function AddRule({ channel, onAdded }: { channel: number; onAdded: () => Promise<void> }) {
  const text = useAdminText().moderation.words;
  const { client } = useChat();
  const [pattern, setPattern] = useState("");
  const [action, setAction] = useState(String(WordAction.MASK));
  const add = async () => {
    await client.moderation.addWordRule(pattern.trim(), Number(action) as WordAction, channel);
    setPattern("");
    await onAdded();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void act(add, text.added);
  };
  return (
    <form className={styles["panel"]} onSubmit={submit}>
      <div className={styles["tools"]} data-align="start">
        <TextField
          label={text.pattern}
          hint={text.patternHint}
          minLength={2}
          maxLength={100}
          required
          value={pattern}
          onChange={({ target }) => setPattern(target.value)}
        />
        <Select
          label={text.action}
          options={ACTIONS.map((each) => [String(each), text.actions[each] ?? ""] as const)}
          value={action}
          onChange={setAction}
        />
      </div>
      <div className={styles["row"]}>
        <Button type="submit" kind="primary" disabled={pattern.trim().length < 2}>
          {text.add}
        </Button>
      </div>
    </form>
  );
}
