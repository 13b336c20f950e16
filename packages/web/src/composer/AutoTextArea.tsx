import { type ComponentProps, type RefObject, useLayoutEffect } from "react";

import styles from "./AutoTextArea.module.css";

const growsByItself = CSS.supports("field-sizing", "content");

interface AutoTextAreaProps extends ComponentProps<"textarea"> {
  ref: RefObject<HTMLTextAreaElement | null>;
}

/** A textarea that is as high as its text, up to a part of the window. */
export function AutoTextArea({ ref, ...rest }: AutoTextAreaProps) {
  useLayoutEffect(() => {
    const area = ref.current;
    if (growsByItself || area === null) return;
    area.style.height = "auto";
    area.style.height = `${area.scrollHeight}px`;
  }, [ref, rest.value]);
  return <textarea rows={1} {...rest} ref={ref} className={styles["area"]} />;
}
