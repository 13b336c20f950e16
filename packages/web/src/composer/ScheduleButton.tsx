import { ChevronDown, Clock } from "lucide-react";
import { lazy, Suspense, useState } from "react";

import { MenuButton } from "../design/MenuButton.tsx";
import { toast } from "../design/toast.ts";
import { useText } from "../i18n/text.ts";
import { sayTime, tomorrowAtNine } from "./when.ts";

const ScheduleDialog = lazy(async () => ({ default: (await import("./ScheduleDialog.tsx")).ScheduleDialog }));

const TWENTY_MINUTES_MS = 20 * 60_000;

/** Times to send later at, beside the button that sends now. `schedule` takes ms since 1970 UTC. */
export function ScheduleButton({
  disabled,
  schedule,
}: {
  disabled: boolean;
  schedule: (at: number) => Promise<void>;
}) {
  const { composer } = useText();
  const [asks, setAsks] = useState(false);
  const at = async (time: number) => {
    await schedule(time);
    toast.info(composer.scheduledFor(sayTime(time)));
  };
  const choose = (time: () => number) => () => void at(time()).catch((error: unknown) => toast.error(error));
  const items = [
    { label: composer.inTwentyMinutes, icon: Clock, onSelect: choose(() => Date.now() + TWENTY_MINUTES_MS) },
    { label: composer.tomorrowAtNine, icon: Clock, onSelect: choose(() => tomorrowAtNine()) },
    { label: composer.customTime, icon: Clock, onSelect: () => setAsks(true) },
  ];
  return (
    <>
      <MenuButton
        size="small"
        icon={ChevronDown}
        label={composer.schedule}
        heading={composer.scheduleTitle}
        items={items.map((item) => Object.assign(item, { disabled }))}
      />
      {asks && (
        <Suspense>
          <ScheduleDialog onSchedule={at} onClose={() => setAsks(false)} />
        </Suspense>
      )}
    </>
  );
}
