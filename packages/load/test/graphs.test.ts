import { describe, expect, test } from "bun:test";

import { type BarChart, barChart } from "../src/report/graphs/bar-chart.ts";
import { byteSize, clock, figure, withUnit } from "../src/report/graphs/figures.ts";
import { type LineChart, lineChart } from "../src/report/graphs/line-chart.ts";
import { sheet } from "../src/report/graphs/picture.ts";
import { type Axis, makeScale } from "../src/report/graphs/scale.ts";
import { element, text } from "../src/report/graphs/svg.ts";
import { thinOut, thinOutBand } from "../src/report/graphs/thin-out.ts";
import { Drawing } from "./svg-of.ts";

const HOSTILE = `</text><script>alert("1")</script>&amp;\u0000\ud800`;

function ladder(change: Partial<LineChart> = {}): LineChart {
  return {
    title: "Ladder",
    x: { label: "users" },
    y: { unit: "ms" },
    series: [
      {
        name: "p99",
        color: "blue",
        points: [
          [250, 12],
          [425, 18],
        ],
      },
    ],
    ...change,
  };
}

function ticksOf(axis: Axis, values: number[], count = 5): string[] {
  return makeScale(axis, values, { range: [0, 100], count, nice: true }).ticks.map(({ label }) => label);
}

describe("scales", () => {
  test("[L40.1] ticks are round numbers with thousands separators", () => {
    expect(ticksOf({ from: 0 }, [18_764])).toEqual(["0", "5,000", "10,000", "15,000", "20,000"]);
    expect(ticksOf({ from: 0 }, [0.83])).toEqual(["0", "0.2", "0.4", "0.6", "0.8", "1"]);
    expect(ticksOf({ from: 0 }, [1_744_000], 3)).toEqual([
      "0",
      "500,000",
      "1,000,000",
      "1,500,000",
      "2,000,000",
    ]);
    expect(ticksOf({ scale: "log" }, [20, 90])).toEqual(["20", "50", "100"]);
    expect(ticksOf({ scale: "log" }, [0.3, 8000])).toEqual(["1", "10", "100", "1,000", "10,000"]);
    expect(ticksOf({ scale: "log", ticks: [250, 425] }, [250, 425])).toEqual(["250", "425"]);
  });

  test("[L40.1] ticks of time are round seconds, minutes and hours", () => {
    expect(ticksOf({ scale: "time" }, [0, 45])).toEqual(["0", "15 s", "30 s", "45 s"]);
    expect(ticksOf({ scale: "time" }, [0, 150])).toEqual([
      "0",
      "0:30",
      "1:00",
      "1:30",
      "2:00",
      "2:30",
      "3:00",
    ]);
    expect(ticksOf({ scale: "time" }, [0, 900])).toEqual(["0", "5 min", "10 min", "15 min"]);
    expect(ticksOf({ scale: "time" }, [0, 30 * 3600])).toEqual(["0", "6 h", "12 h", "18 h", "24 h", "30 h"]);
  });

  test("[L40.2] an axis without a value, with one value, or with zeros alone has ends and ticks", () => {
    for (const scale of ["linear", "log", "time"] as const) {
      for (const values of [[], [0], [0, 0], [5], [Number.NaN, Infinity]]) {
        const axis = makeScale({ scale }, values, { range: [0, 100], count: 5, nice: true });
        expect(axis.to).toBeGreaterThan(axis.from);
        expect(axis.ticks.length).toBeGreaterThan(1);
        for (const { place } of axis.ticks) expect(place).toBeFinite();
      }
    }
  });

  test("[L40.2] a log axis has no place for zero, and no axis one for what is no number", () => {
    const room = { range: [0, 100], count: 5, nice: true } as const;
    expect(makeScale({ scale: "log" }, [0, 10, 100], room)).toMatchObject({ from: 10, to: 100 });
    expect(makeScale({ scale: "log" }, [10, 100], room).place(0)).toBeUndefined();
    expect(makeScale({}, [10, 100], room).place(Number.NaN)).toBeUndefined();
  });
});

describe("figures", () => {
  test("[L40.3] figures have three digits that count, thousands have separators, units stand where they belong", () => {
    const shown = [0, 0.012_345, 4.5678, 78.94, 123.4, 18_764.4, 3_744_000, 2.5e9, 7.2e18].map(figure);
    expect(shown).toEqual(["0", "0.0123", "4.57", "78.9", "123", "18,764", "3,744,000", "2.5B", "7.2e+18"]);
    expect([withUnit(28.31, "%"), withUnit(12, "ms"), withUnit(3, "")]).toEqual(["28.3%", "12 ms", "3"]);
    expect([0, 512, 87_450_000, 3 * 2 ** 30].map(byteSize)).toEqual(["0 B", "512 B", "83.4 MiB", "3 GiB"]);
    expect([0, 61, 7205].map(clock)).toEqual(["0:00", "1:01", "2:00:05"]);
  });
});

describe("line chart", () => {
  test("[L40.4] it has title, legend, axes, a line for each series, and limits within the values' range only", () => {
    const chart = ladder({
      subtitle: "ms, by users",
      limits: [
        { at: 15, label: "target p90" },
        { at: 1000, label: "target p99" },
      ],
    });
    const drawing = Drawing.of(lineChart(chart));
    expect(drawing.texts).toContain("Ladderms, by users");
    expect(drawing.texts).toContain("users");
    expect(drawing.texts).toContain("target p90");
    expect(drawing.texts).not.toContain("target p99");
    // The title says what a single line is.
    expect(drawing.texts).not.toContain("p99");
    expect(drawing.all("path", "stroke-blue")).toHaveLength(1);
  });

  test("[L40.4] several lines have a legend, with what is noted beside the name", () => {
    const points = [[1, 2]] as const;
    const series = [
      { name: "gateway", color: "blue", points, note: "28.3%" },
      { name: "accounts", color: "orange", points },
      { name: "gateway, second run", color: "blue", points, unlisted: true },
    ] as const;
    const { texts } = Drawing.of(lineChart(ladder({ series })));
    expect(texts).toEqual(expect.arrayContaining(["gateway 28.3%", "accounts"]));
    expect(texts).not.toContain("gateway, second run");
  });

  test("[L40.5] phases are shaded and named, events are marked and named", () => {
    const drawing = Drawing.of(
      lineChart(
        ladder({
          spans: [
            { from: 250, to: 300, label: "ramp-up", shaded: false },
            { from: 300, to: 425, label: "plateau", shaded: true },
          ],
          marks: [{ at: 350, label: "connections cut" }],
        }),
      ),
    );
    expect(drawing.all("rect", "shade")).toHaveLength(1);
    expect(drawing.all("path", "mark")).toHaveLength(1);
    expect(drawing.texts).toContain("plateau");
    expect(drawing.texts).toContain("connections cut");
  });

  test("[L40.5] names of events never run into each other: what has no room is in the title alone", () => {
    const marks = Array.from({ length: 12 }, (_, at) => ({ at: 340 + at, label: `event number ${at}` }));
    const drawing = Drawing.of(lineChart(ladder({ marks })));
    expect(drawing.texts.filter((text) => text.startsWith("event"))).toHaveLength(3);
    expect(drawing.titles.filter((text) => text.startsWith("event"))).toHaveLength(12);
  });

  test("[L40.6] a hole in the measurements is a hole in the line, and a lone point is still seen", () => {
    const points = [
      [1, 5],
      [2, 6],
      [3, null],
      [4, 7],
      [5, null],
    ] as const;
    const drawing = Drawing.of(lineChart(ladder({ series: [{ name: "p99", color: "red", points }] })));
    const line = drawing.all("path", "line").find(({ d }) => d!.includes("L"));
    expect(line!["d"]!.match(/M/g)).toHaveLength(2);
    expect(drawing.all("circle")).toHaveLength(1);
  });

  test("[L40.7] figures can be read off at each x, in a bounded number of places", () => {
    const points = Array.from({ length: 5000 }, (_, at) => [at, at] as const);
    const drawing = Drawing.of(lineChart(ladder({ series: [{ name: "p99", color: "red", points }] })));
    expect(drawing.titles.length).toBeGreaterThan(100);
    expect(drawing.titles.length).toBeLessThanOrEqual(300);
    expect(Drawing.of(lineChart(ladder())).titles).toEqual([
      "250 users\np99: 12 ms",
      "425 users\np99: 18 ms",
    ]);
  });

  test.each<[string, Partial<LineChart>]>([
    ["no series", { series: [] }],
    ["no point", { series: [{ name: "p99", color: "red", points: [] }] }],
    ["nothing measured", { series: [{ name: "p99", color: "red", points: [[1, null]] }] }],
    ["zeros", { series: [{ name: "p99", color: "red", points: [[0, 0]] }] }],
    [
      "zeros on log axes",
      { x: { scale: "log" }, y: { scale: "log" }, series: [{ name: "p99", color: "red", points: [[0, 0]] }] },
    ],
    ["one point", { series: [{ name: "p99", color: "red", points: [[7, 7]] }] }],
    [
      "huge values",
      {
        series: [
          {
            name: "p99",
            color: "red",
            points: [
              [1e15, 1e300],
              [2e15, 1],
            ],
          },
        ],
      },
    ],
    [
      "no numbers",
      {
        series: [
          {
            name: "p99",
            color: "red",
            points: [
              [Number.NaN, Infinity],
              [1, Number.NaN],
            ],
          },
        ],
      },
    ],
    ["no room", { width: 60, height: 40 }],
    [
      "bands of nothing",
      {
        bands: [
          {
            color: "red",
            opacity: 0.2,
            points: [
              [250, null, 4],
              [425, 1, null],
            ],
          },
        ],
      },
    ],
  ])("[L40.8] a line chart of %s is a drawing without a number that is none", (_, change) => {
    expect(Drawing.of(lineChart(ladder(change))).texts.length).toBeGreaterThan(0);
  });

  test("[L40.8] a chart in which nothing was measured says so", () => {
    expect(Drawing.of(lineChart(ladder({ series: [] }))).texts).toContain("nothing measured");
  });
});

describe("bar chart", () => {
  const chart: BarChart = {
    title: "One change at a time",
    unit: "ms",
    series: [
      { name: "p90", color: "teal" },
      { name: "p99", color: "blue" },
    ],
    rows: [
      { label: "JSON", bars: [{ value: 203 }, { value: 311, low: 250, high: 400 }] },
      { label: "Protobuf", bars: [{ value: 101.5 }, null] },
    ],
    limits: [
      { at: 200, label: "target p90" },
      { at: 1000, label: "target p99" },
    ],
  };

  test("[L40.9] bars are as long as their values, with figures, ranges, limits, and what wasn't measured", () => {
    const drawing = Drawing.of(barChart(chart));
    const [, json = "", protobuf = ""] = drawing.all("rect", "fill-teal").map(({ width }) => width);
    expect(Number(json)).toBeCloseTo(2 * Number(protobuf), 0);
    expect(drawing.texts).toEqual(
      expect.arrayContaining(["JSON", "Protobuf", "203 ms", "311 ms", "not measured", "target p90"]),
    );
    expect(drawing.texts).not.toContain("target p99");
    expect(drawing.all("path", "whisker")).toHaveLength(1);
  });

  test.each<[string, Partial<BarChart>]>([
    ["no rows", { rows: [] }],
    ["zeros", { rows: [{ label: "JSON", bars: [{ value: 0 }, { value: 0 }] }] }],
    ["huge values", { rows: [{ label: "JSON", bars: [{ value: 1e300 }, { value: 1e-9 }] }] }],
    ["nothing measured", { rows: [{ label: "", bars: [null, null] }] }],
    ["a long label", { rows: [{ label: "word ".repeat(50), bars: [{ value: 1 }, null] }] }],
  ])("[L40.8] a bar chart of %s is a drawing without a number that is none", (_, change) => {
    expect(Drawing.of(barChart({ ...chart, ...change })).texts).toContain("One change at a time");
  });
});

describe("drawings", () => {
  test("[L40.10] outside text stays text, in a page and in a file of its own", () => {
    const hostile = lineChart(
      ladder({
        title: HOSTILE,
        subtitle: HOSTILE,
        x: { label: HOSTILE },
        series: [{ name: HOSTILE, color: "red", points: [[1, 1]] }],
        marks: [{ at: 1, label: HOSTILE }],
        width: 900,
      }),
    );
    const bars = barChart({
      title: HOSTILE,
      unit: HOSTILE,
      series: [{ name: HOSTILE, color: "red" }],
      rows: [{ label: HOSTILE, bars: [{ value: 1 }] }],
      width: 900,
    });
    const file = sheet([hostile, bars], { title: HOSTILE, subtitle: HOSTILE });
    for (const drawing of [Drawing.of(hostile), Drawing.of(bars), new Drawing(file)]) {
      expect(drawing.all("script")).toEqual([]);
      expect(drawing.texts.join("\n")).toContain(`</text><script>alert("1")`);
    }
  });

  test("[L40.11] a sheet stands alone: it has its size, its style for light and dark, and asks for nothing else", () => {
    const file = sheet([lineChart(ladder()), lineChart(ladder()), lineChart(ladder())], { title: "Sheet" });
    const drawing = new Drawing(file);
    const [svg] = drawing.all("svg");
    expect(svg).toMatchObject({
      xmlns: "http://www.w3.org/2000/svg",
      viewBox: `0 0 ${svg!["width"]} ${svg!["height"]}`,
    });
    expect(file).toContain("prefers-color-scheme:dark");
    expect(file).not.toContain("var(");
    expect(file.replace("http://www.w3.org/2000/svg", "")).not.toMatch(/https?:|url\(|@import|href/);
  });

  test("[L40.12] a number that is none is refused, and texts are escaped", () => {
    expect(() => element("path", { x: Number.NaN })).toThrow(RangeError);
    expect(element("path", { x: 1 / 3, y: undefined, class: `"a"` })).toBe(
      `<path x="0.33" class="&quot;a&quot;"/>`,
    );
    expect(text("a\u0007<b>", {})).toBe("<text>a&lt;b&gt;</text>");
  });

  test("[L40.13] a line of many points keeps its extremes and its holes", () => {
    const points = Array.from({ length: 10_000 }, (_, at) => ({ x: at / 100, y: at === 5007 ? -9 : at % 7 }));
    const kept = thinOut([...points, { x: 100, y: undefined }, { x: 101, y: 1 }]);
    expect(kept.length).toBeLessThan(500);
    expect(kept).toContainEqual({ x: 50.07, y: -9 });
    expect(kept).toContainEqual({ x: 100, y: undefined });
    expect(kept[0]).toEqual({ x: 0, y: 0 });
    expect(kept.at(-1)).toEqual({ x: 101, y: 1 });
    expect(kept).toEqual(kept.toSorted((a, b) => a.x - b.x));
  });

  test("[L40.13] a band of many points keeps its extremes and its holes", () => {
    const stretches = Array.from({ length: 10_000 }, (_, at) => ({
      x: at / 100,
      low: at === 5007 ? 99 : 50,
      high: at === 5011 ? 1 : 40,
    }));
    const kept = thinOutBand([
      ...stretches,
      { x: 100, low: undefined, high: 1 },
      { x: 100.1, low: 2, high: 1 },
    ]);
    expect(kept).toHaveLength(102);
    expect(kept[50]).toEqual({ x: 50, low: 99, high: 1 });
    expect(kept.slice(-2)).toEqual([
      { x: 100, low: undefined, high: 1 },
      { x: 100.1, low: 2, high: 1 },
    ]);
  });
});
