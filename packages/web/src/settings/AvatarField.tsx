import { HubbubError, type User } from "@hubbub/client";
import { useRef } from "react";

import { AttemptNotice } from "../app/AttemptNotice.tsx";
import { useChat } from "../app/chat-context.ts";
import { useAttempt } from "../app/use-attempt.ts";
import { Avatar } from "../design/Avatar.tsx";
import { Button } from "../design/Button.tsx";
import { useText } from "../i18n/text.ts";
import { profileOf } from "./profile-of.ts";
import { shrinkPicture } from "./shrink-picture.ts";

import styles from "./Section.module.css";

/** The user's picture: chosen, shown as others see it, and set at once. */
export function AvatarField({ me }: { me: User }) {
  const { settings } = useText();
  const { client } = useChat();
  const attempt = useAttempt();
  const { busy, run } = attempt;
  const input = useRef<HTMLInputElement>(null);
  const set = (avatar: number) => client.profile.set({ ...profileOf(me), avatar });
  const choose = (file: File | undefined) => {
    if (file === undefined) return;
    void run(async () => {
      const small = await shrinkPicture(file).catch((cause: unknown) => {
        throw new NoPicture(settings.noPicture, { cause });
      });
      await set((await client.upload(small)).id);
    });
  };
  return (
    <>
      <div className={styles["picture"]}>
        <Avatar user={me} size={96} />
        <div className={styles["main"]}>
          <div className={styles["buttons"]}>
            <Button busy={busy} onClick={() => input.current?.click()}>
              {settings.choosePicture}
            </Button>
            {me.avatar !== 0 && (
              <Button kind="quiet" disabled={busy} onClick={() => void run(() => set(0))}>
                {settings.removePicture}
              </Button>
            )}
          </div>
          <p className={styles["detail"]}>{settings.pictureHint}</p>
        </div>
        <input
          ref={input}
          hidden
          type="file"
          accept="image/*"
          aria-label={settings.picture}
          onChange={({ target }) => {
            choose(target.files?.[0]);
            target.value = "";
          }}
        />
      </div>
      <AttemptNotice attempt={attempt} />
    </>
  );
}

/** The browser can't show the file. */
class NoPicture extends HubbubError {
  override name = "NoPicture";
  readonly retryable = false;
}
