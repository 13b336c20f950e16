import { useEffect, useRef } from "react";
import uPlot from "uplot";

import "uplot/dist/uPlot.min.css";
import { useChartColours } from "./chart-colours.ts";
import type { Graph } from "./graphs.ts";
import { PLOT_HEIGHT, plotOptions } from "./plot-options.ts";
import type { Span } from "./use-health.ts";

import styles from "./Graph.module.css";

export interface PlotProps {
  graph: Graph;
  span: Span;
  /** Times in seconds, then the values of each series. */
  data: uPlot.AlignedData;
  /** The server's clock, in ms since 1970 UTC. */
  now: number;
  /** Said of it to who can't see it. */
  label: string;
  onCursor: (index: number | null) => void;
}

/** Lines over time on a canvas, as wide as the place that it has. */
export function Plot({ graph, span, data, now, label, onCursor }: PlotProps) {
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(undefined);
  const colours = useChartColours();
  const shown = useRef({ colours, now, data, onCursor });
  shown.current = { colours, now, data, onCursor };
  useEffect(() => {
    const { current: element } = place;
    if (element === null) return undefined;
    const context = {
      graph,
      span,
      colours: () => shown.current.colours,
      now: () => shown.current.now,
      onCursor: (index: number | null) => shown.current.onCursor(index),
    };
    const made = new uPlot(plotOptions(context, element.clientWidth), shown.current.data, element);
    plot.current = made;
    const sizes = new ResizeObserver(() => made.setSize({ width: element.clientWidth, height: PLOT_HEIGHT }));
    sizes.observe(element);
    return () => {
      sizes.disconnect();
      made.destroy();
    };
  }, [graph, span]);
  useEffect(() => void plot.current?.setData(data), [data, now]);
  useEffect(() => void plot.current?.redraw(false, true), [colours]);
  return <div ref={place} className={styles["plot"]} role="img" aria-label={label} />;
}
