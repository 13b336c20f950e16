import { type FormEvent, useState } from "react";

import { accounts, keepSession } from "../app/session.ts";
import { Button } from "../design/Button.tsx";
import { Notice } from "../design/Notice.tsx";
import { TextField } from "../design/TextField.tsx";
import { describeError } from "../i18n/describe-error.ts";
import { useText } from "../i18n/text.ts";

/** Everything for who isn't logged in. `onDone` is called when somebody is. */
export function SignIn({ onDone }: { onDone: () => void }) {
  const text = useText();
  const [error, setError] = useState<unknown>();
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    try {
      const [name, password] = [String(form.get("name")), String(form.get("password"))];
      await keepSession(await accounts.login({ name, password }));
      onDone();
    } catch (refused) {
      setError(refused);
    }
  };
  return (
    <main>
      <h1>{text.signIn.title}</h1>
      <form onSubmit={(event) => void submit(event)}>
        <TextField label={text.signIn.name} name="name" autoComplete="username" required />
        <TextField
          label={text.signIn.password}
          name="password"
          type="password"
          autoComplete="current-password"
          required
        />
        {error !== undefined && <Notice kind="error">{describeError(error)}</Notice>}
        <Button type="submit" kind="primary">
          {text.signIn.logIn}
        </Button>
      </form>
    </main>
  );
}
