import { ArrowLeft } from "lucide-react";

import { goUp } from "../app/go-up.ts";
import { routes } from "../app/routes.ts";
import { useText } from "../i18n/text.ts";
import { IconButton } from "./IconButton.tsx";

import styles from "./BackButton.module.css";

/** On phones, where the sidebar is a screen of its own, the way back to it; elsewhere nothing. */
export function BackButton() {
  const text = useText();
  return (
    <IconButton
      icon={ArrowLeft}
      label={text.common.back}
      className={styles["back"]}
      onClick={() => goUp(routes.home)}
    />
  );
}
