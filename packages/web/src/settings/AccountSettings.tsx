import type { AccountSecurity } from "@hubbub/client";

import { useChat } from "../app/chat-context.ts";
import { Ready } from "../app/Ready.tsx";
import { useLoaded } from "../app/use-loaded.ts";
import { AuthenticatorSection } from "./AuthenticatorSection.tsx";
import { EmailSection } from "./EmailSection.tsx";
import { PasskeysSection } from "./PasskeysSection.tsx";
import { PasswordSection } from "./PasswordSection.tsx";
import { SsoSection } from "./SsoSection.tsx";

export interface AccountSectionProps {
  security: AccountSecurity;
  /** Something was changed: asks the server again. */
  changed: () => void;
}

/** How the account can be logged in to. */
export function AccountSettings() {
  const { own } = useChat();
  const security = useLoaded(() => own.security(), [own]);
  return (
    <Ready loaded={security}>
      {(known) => {
        const props: AccountSectionProps = { security: known, changed: () => void security.reload() };
        return (
          <>
            <PasswordSection {...props} />
            <EmailSection {...props} />
            <AuthenticatorSection {...props} />
            <PasskeysSection {...props} />
            <SsoSection {...props} />
          </>
        );
      }}
    </Ready>
  );
}
