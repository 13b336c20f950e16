import { useAction } from "../app/use-action.ts";
import { Notice } from "../design/Notice.tsx";
import { Select } from "../design/Select.tsx";
import { Switch } from "../design/Switch.tsx";
import { useText } from "../i18n/text.ts";
import { usePreferences } from "./use-preferences.ts";

const MINUTES = [0, 15, 60, 240, 1_440];

/** Mail to who doesn't read for long, and what others see of the reading. */
export function WhileAway() {
  const { notifications: text } = useText();
  const [{ mailAfterMinutes, hideReceipts }, change] = usePreferences();
  const { error, run } = useAction();
  const offered = MINUTES.includes(mailAfterMinutes) ? MINUTES : [...MINUTES, mailAfterMinutes];
  return (
    <>
      <Select
        label={text.mail}
        hint={text.mailHint}
        options={offered.map((each) => [String(each), text.mailAfter(each)] as const)}
        value={String(mailAfterMinutes)}
        onChange={(minutes) => void run(() => change({ mailAfterMinutes: Number(minutes) }))}
      />
      <Switch
        label={text.receipts}
        hint={text.receiptsHint}
        checked={!hideReceipts}
        onChange={(shown) => void run(() => change({ hideReceipts: !shown }))}
      />
      {error !== undefined && <Notice kind="error">{error}</Notice>}
    </>
  );
}
