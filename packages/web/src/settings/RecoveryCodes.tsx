import { Copy, Download } from "lucide-react";

import { Button } from "../design/Button.tsx";
import { copyText } from "../design/copy-text.ts";
import { Dialog } from "../design/Dialog.tsx";
import { toast } from "../design/toast.ts";
import { useText } from "../i18n/text.ts";

import styles from "./Section.module.css";

/** New recovery codes, which nobody can see again. */
export function RecoveryCodes({ codes, onClose }: { codes: readonly string[]; onClose: () => void }) {
  const { settings } = useText();
  const all = `${codes.join("\n")}\n`;
  const footer = (
    <Button kind="primary" onClick={onClose}>
      {settings.done}
    </Button>
  );
  return (
    <Dialog title={settings.recovery} onClose={onClose} footer={footer}>
      <p>{settings.recoveryAbout}</p>
      <ul className={styles["codes"]} aria-label={settings.recovery}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className={styles["buttons"]}>
        <Button onClick={() => copyText(all).then(() => toast.info(settings.codesCopied), toast.error)}>
          <Copy aria-hidden size={16} /> {settings.copyCodes}
        </Button>
        <Button onClick={() => download(settings.codesFile, all)}>
          <Download aria-hidden size={16} /> {settings.downloadCodes}
        </Button>
      </div>
    </Dialog>
  );
}

function download(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
