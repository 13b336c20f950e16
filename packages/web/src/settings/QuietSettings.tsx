import { useAction } from "../app/use-action.ts";
import { Button } from "../design/Button.tsx";
import { Notice } from "../design/Notice.tsx";
import { Select } from "../design/Select.tsx";
import { Switch } from "../design/Switch.tsx";
import { TextField } from "../design/TextField.tsx";
import { momentOf } from "../i18n/dates.ts";
import { useText } from "../i18n/text.ts";
import { usePreferences } from "./use-preferences.ts";

import styles from "./NotificationSettings.module.css";

const PAUSES = [30, 60, 240, 1_440] as const;
/** 22:00 to 8:00. */
const NIGHT = { quietFromMinute: 1_320, quietToMinute: 480 };

/** When the user is told of nothing: for a while from now on, and every day between two times. */
export function QuietSettings() {
  const { notifications: text } = useText();
  const [{ quietUntil, quietFromMinute, quietToMinute }, change] = usePreferences();
  const { error, run } = useAction();
  const isPaused = quietUntil > Date.now();
  const isDaily = quietFromMinute !== quietToMinute;
  const setTime = (name: "quietFromMinute" | "quietToMinute", time: string) => {
    if (time !== "") void run(() => change({ [name]: minuteOf(time) }));
  };
  return (
    <>
      {isPaused ? (
        <Notice>
          {text.pausedUntil(momentOf(quietUntil))}{" "}
          <Button size="small" onClick={() => void run(() => change({ quietUntil: 0 }))}>
            {text.resume}
          </Button>
        </Notice>
      ) : (
        <Select
          label={text.pause}
          options={[
            ["", text.notPaused],
            ...PAUSES.map((each) => [String(each), text.pauses(each)] as const),
          ]}
          value=""
          onChange={(minutes) =>
            void run(() => change({ quietUntil: Date.now() + Number(minutes) * 60_000 }))
          }
        />
      )}
      <Switch
        label={text.daily}
        hint={text.dailyHint}
        checked={isDaily}
        onChange={(on) => void run(() => change(on ? NIGHT : { quietFromMinute: 0, quietToMinute: 0 }))}
      />
      {isDaily && (
        <div className={styles["row"]}>
          <TextField
            type="time"
            label={text.from}
            value={timeOf(quietFromMinute)}
            onChange={({ target }) => setTime("quietFromMinute", target.value)}
          />
          <TextField
            type="time"
            label={text.to}
            value={timeOf(quietToMinute)}
            onChange={({ target }) => setTime("quietToMinute", target.value)}
          />
        </div>
      )}
      {error !== undefined && <Notice kind="error">{error}</Notice>}
    </>
  );
}

/** `HH:MM`, as a field for times has it. */
function timeOf(minute: number): string {
  return `${twoDigits(Math.floor(minute / 60))}:${twoDigits(minute % 60)}`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}

function minuteOf(time: string): number {
  const [hour = 0, minute = 0] = time.split(":").map(Number);
  return hour * 60 + minute;
}
