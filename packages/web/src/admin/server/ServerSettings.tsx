import { useChat } from "../../app/chat-context.ts";
import { Ready } from "../../app/Ready.tsx";
import { useLoaded } from "../../app/use-loaded.ts";
import { PageHeader } from "../../design/PageHeader.tsx";
import { useAdminText } from "../../i18n/admin-text.ts";
import { SettingsForm } from "./SettingsForm.tsx";

/** The server's settings. */
export function ServerSettings() {
  const text = useAdminText().server.settings;
  const { client } = useChat();
  const settings = useLoaded(() => client.server.settings(), [client]);
  return (
    <>
      <PageHeader title={text.title} about={text.about} />
      <Ready loaded={settings}>{(known) => <SettingsForm settings={known} onSaved={settings.set} />}</Ready>
    </>
  );
}
