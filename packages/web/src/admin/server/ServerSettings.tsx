import { useCallback } from "react";

import { useChat } from "../../app/chat-context.ts";
import { PageHeader } from "../../design/PageHeader.tsx";
import { useAdminText } from "../../i18n/admin-text.ts";
import { Ready } from "../Ready.tsx";
import { useLoaded } from "../use-loaded.ts";
import { SettingsForm } from "./SettingsForm.tsx";

/** The server's settings. */
export function ServerSettings() {
  const text = useAdminText().server.settings;
  const { client } = useChat();
  const { value, error, set } = useLoaded(useCallback(() => client.server.settings(), [client]));
  return (
    <>
      <PageHeader title={text.title} about={text.about} />
      <Ready value={value} error={error}>
        {(settings) => <SettingsForm settings={settings} onSaved={set} />}
      </Ready>
    </>
  );
}
