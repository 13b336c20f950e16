import { LIMITS } from "@hubbub/client";
import { useState } from "react";

import { FormDialog } from "../app/FormDialog.tsx";
import { TextField } from "../design/TextField.tsx";
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
  const { composer } = useText();
  const [when, setWhen] = useState(() => toLocalInput(tomorrowAtNine()));
  const [isPast, setPast] = useState(false);
  const schedule = async () => {
    const at = new Date(when).getTime();
    const comes = at > Date.now();
    setPast(!comes);
    if (!comes) return "stay";
    return onSchedule(at);
  };
  return (
    <FormDialog
      title={composer.scheduleTitle}
      size="small"
      submit={composer.scheduleDo}
      onSubmit={schedule}
      onClose={onClose}
      noValidate
    >
      <TextField
        label={composer.scheduleAt}
        type="datetime-local"
        required
        value={when}
        min={toLocalInput(Date.now())}
        max={toLocalInput(Date.now() + LIMITS.scheduledDays * DAY_MS)}
        onChange={({ target }) => setWhen(target.value)}
        error={isPast ? composer.schedulePast : undefined}
      />
    </FormDialog>
  );
}
