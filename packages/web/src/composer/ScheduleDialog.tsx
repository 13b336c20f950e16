import { LIMITS } from "@hubbub/client";
import { type FormEvent, useId, useState } from "react";

import { Button } from "../design/Button.tsx";
import { Dialog } from "../design/Dialog.tsx";
import { TextField } from "../design/TextField.tsx";
import { describeError } from "../i18n/describe-error.ts";
import { useText } from "../i18n/text.ts";
import { toLocalInput, tomorrowAtNine } from "./when.ts";

const DAY_MS = 86_400_000;

interface ScheduleDialogProps {
  /** Takes ms since 1970 UTC. */
  onSchedule: (at: number) => Promise<void>;
  onClose: () => void;
}

/** Asks when to send a message. */
export function ScheduleDialog({ onSchedule, onClose }: ScheduleDialogProps) {
  const { common, composer } = useText();
  const form = useId();
  const [when, setWhen] = useState(() => toLocalInput(tomorrowAtNine()));
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const at = new Date(when).getTime();
    if (!(at > Date.now())) return setError(composer.schedulePast);
    setBusy(true);
    try {
      await onSchedule(at);
      onClose();
    } catch (refused) {
      setError(describeError(refused));
      setBusy(false);
    }
  };
  const footer = (
    <>
      <Button onClick={onClose}>{common.cancel}</Button>
      <Button kind="primary" type="submit" form={form} busy={busy}>
        {composer.scheduleDo}
      </Button>
    </>
  );
  return (
    <Dialog title={composer.scheduleTitle} size="small" onClose={onClose} footer={footer}>
      <form id={form} onSubmit={(event) => void submit(event)} noValidate>
        <TextField
          label={composer.scheduleAt}
          type="datetime-local"
          required
          value={when}
          min={toLocalInput(Date.now())}
          max={toLocalInput(Date.now() + LIMITS.scheduledDays * DAY_MS)}
          onChange={({ target }) => setWhen(target.value)}
          error={error}
        />
      </form>
    </Dialog>
  );
}
