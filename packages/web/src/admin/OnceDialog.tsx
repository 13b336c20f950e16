import { Button } from "../design/Button.tsx";
import { CopyField } from "../design/CopyField.tsx";
import { Dialog } from "../design/Dialog.tsx";
import { Notice } from "../design/Notice.tsx";
import { useAdminText } from "../i18n/admin-text.ts";

/** A secret that the server tells once. */
export interface Once {
  title: string;
  label: string;
  value: string;
  /** What it is good for. */
  about?: string;
}

export function OnceDialog({ once, onClose }: { once: Once; onClose: () => void }) {
  const text = useAdminText();
  const footer = (
    <Button kind="primary" onClick={onClose}>
      {text.done}
    </Button>
  );
  return (
    <Dialog title={once.title} onClose={onClose} footer={footer}>
      {once.about !== undefined && <p>{once.about}</p>}
      <CopyField label={once.label} value={once.value} />
      <Notice>{text.shownOnce}</Notice>
    </Dialog>
  );
}
