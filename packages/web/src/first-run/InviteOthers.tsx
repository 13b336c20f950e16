import { lazy, Suspense, useState } from "react";
import { useLocation } from "wouter";

import { AttemptForm } from "../app/AttemptForm.tsx";
import { useChat } from "../app/chat-context.ts";
import { describeFault } from "../app/describe-fault.ts";
import { routes } from "../app/routes.ts";
import { SERVER_URL } from "../app/session.ts";
import { useAttempt } from "../app/use-attempt.ts";
import { Button } from "../design/Button.tsx";
import { CopyField } from "../design/CopyField.tsx";
import { Notice } from "../design/Notice.tsx";
import { Select } from "../design/Select.tsx";
import { useText } from "../i18n/text.ts";
import { Card } from "../sign-in/Card.tsx";
import { useMethods } from "../sign-in/use-methods.ts";
import { SETUP_STEPS } from "./steps.ts";

const QrCode = lazy(async () => ({ default: (await import("../design/QrCode.tsx")).QrCode }));

const USES = [1, 5, 10, 25, 100, 1_000];

/** The third step of a new server: the link for everybody else. */
export function InviteOthers() {
  const text = useText();
  const { signIn } = text;
  const [, navigate] = useLocation();
  const { methods, error, retry } = useMethods();
  const about = { open: signIn.inviteOpen, invite: undefined, closed: signIn.inviteClosed };
  return (
    <Card title={signIn.invite} about={methods && about[methods.signup]} step={signIn.step(3, SETUP_STEPS)}>
      {error !== undefined && (
        <Notice kind="error">
          {describeFault(error)} <Button onClick={retry}>{text.common.retry}</Button>
        </Notice>
      )}
      {methods?.signup === "open" && <InviteLink link={SERVER_URL} />}
      {methods?.signup === "invite" && <InviteByCode />}
      <Button kind="primary" onClick={() => navigate(routes.home)}>
        {text.common.toChat}
      </Button>
    </Card>
  );
}

function InviteByCode() {
  const { signIn } = useText();
  const { administration } = useChat();
  const attempt = useAttempt();
  const [uses, setUses] = useState("10");
  const [made, setMade] = useState<{ link: string; uses: number }>();
  const make = async () => {
    const { invitation, code } = await administration.invite({ uses: Number(uses) });
    setMade({ link: `${SERVER_URL}${routes.join}#invitation=${code}`, uses: invitation.usesLeft });
  };
  if (made !== undefined) {
    return (
      <>
        <p>{signIn.inviteByCode(made.uses)}</p>
        <InviteLink link={made.link} />
      </>
    );
  }
  return (
    <AttemptForm attempt={attempt} submit={signIn.makeLink} onSubmit={make}>
      <Select
        label={signIn.uses}
        options={USES.map((count) => [String(count), signIn.people(count)])}
        value={uses}
        onChange={setUses}
      />
    </AttemptForm>
  );
}

function InviteLink({ link }: { link: string }) {
  const { signIn } = useText();
  return (
    <>
      <CopyField label={signIn.inviteLink} value={link} />
      <Suspense>
        <QrCode value={link} label={signIn.inviteQr} />
      </Suspense>
    </>
  );
}
