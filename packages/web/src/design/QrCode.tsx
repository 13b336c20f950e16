import { encode } from "uqr";

import styles from "./QrCode.module.css";

/** Modules of white around it: 4 by ISO/IEC 18004. */
const BORDER = 4;

/** A text to take a picture of, such as a link, as a QR code. Load it lazily. */
export function QrCode({ value, label, size = 180 }: { value: string; label: string; size?: number }) {
  const { data, size: side } = encode(value, { border: BORDER });
  const dark = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])));
  return (
    <svg
      role="img"
      aria-label={label}
      className={styles["code"]}
      width={size}
      height={size}
      viewBox={`0 0 ${side} ${side}`}
      shapeRendering="crispEdges"
    >
      <path fill="currentColor" d={dark.join("")} />
    </svg>
  );
}
