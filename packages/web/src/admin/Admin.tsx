import { useText } from "../i18n/text.ts";

import centred from "../app/Centred.module.css";

export function Admin({ page }: { page: string }) {
  const text = useText();
  return (
    <div className={centred["centred"]}>
      {text.common.loading} {page}
    </div>
  );
}
