import { ACCENT, BUBBLES, ROUNDED, SIDE } from "../../build/logo.ts";

/** The product's logo, of so many pixels each way. Decoration: its name stands beside it. */
export function Logo({ size }: { size: number }) {
  return (
    <svg aria-hidden width={size} height={size} viewBox={`0 0 ${SIDE} ${SIDE}`}>
      <rect width={SIDE} height={SIDE} rx={ROUNDED.radius} fill={ACCENT} />
      {BUBBLES.map(({ x, y, width, height, radius, tail, colour }) => (
        <g key={colour} fill={colour}>
          <rect x={x} y={y} width={width} height={height} rx={radius} />
          <path d={`M${tail.map((point) => point.join(" ")).join("L")}Z`} />
        </g>
      ))}
    </svg>
  );
}
