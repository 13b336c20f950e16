import { expect, test } from "bun:test";

import { Refusal } from "../src/errors.ts";
import { parseQuery, QUERY_PARTS_MOST } from "../src/search/parse-query.ts";
import { NOW } from "./search-messages.ts";

const parse = (text: string) => parseQuery(text, NOW);

const day = (text: string) => Date.parse(`${text}T00:00:00Z`);
const range = (text: string) => parse(text).times[0]?.value;

function refusalOf(text: string): Refusal {
  try {
    parse(text);
  } catch (error) {
    if (error instanceof Refusal) return error;
  }
  throw new Error(`"${text}" was not refused`);
}

test("[Q6.1] a query is words, phrases in quotes and filters, each excluded by a minus before it", () => {
  expect(parse('Red -green "On the" -"other hand" from:@ann -in:#general has:LINK')).toEqual({
    terms: [
      { text: "Red", quoted: false, excluded: false },
      { text: "green", quoted: false, excluded: true },
      { text: "On the", quoted: true, excluded: false },
      { text: "other hand", quoted: true, excluded: true },
    ],
    from: [{ value: "ann", excluded: false }],
    in: [{ value: "general", excluded: true }],
    has: [{ value: "link", excluded: false }],
    times: [],
  });
});

test("[Q6.2] names with spaces stand in quotes; a quote that isn't closed ends with the query", () => {
  expect(parse('from:"ann b" in:"my channel').from).toEqual([{ value: "ann b", excluded: false }]);
  expect(parse('from:"ann b" in:"my channel').in).toEqual([{ value: "my channel", excluded: false }]);
  expect(parse('"never closed').terms).toEqual([{ text: "never closed", quoted: true, excluded: false }]);
});

test("[Q6.3] what looks like a filter and is none is text", () => {
  expect(parse("https://example.org to:ann").terms.map(({ text }) => text)).toEqual([
    "https://example.org",
    "to:ann",
  ]);
});

test("[Q6.4] days, months, years, today and yesterday are understood in UTC", () => {
  expect(range("on:2024-02-29")).toEqual({ from: day("2024-02-29"), until: day("2024-03-01") });
  expect(range("on:2025-12")).toEqual({ from: day("2025-12-01"), until: day("2026-01-01") });
  expect(range("on:2025")).toEqual({ from: day("2025-01-01"), until: day("2026-01-01") });
  expect(range("on:yesterday")).toEqual({ from: day("2025-12-31"), until: NOW });
  expect(range("before:2025-06")).toEqual({ from: 0, until: day("2025-06-01") });
  expect(range("after:2025-06")).toEqual({ from: day("2025-07-01"), until: 8.64e15 });
});

test("[Q6.5] a filter that makes no sense is refused, and so are more than 32 words and filters", () => {
  for (const text of ["has:fun", "before:monday", "on:2025-02-30", "on:2025-13", "from:", 'in:""']) {
    expect(refusalOf(text)).toMatchObject({ reason: "invalid", details: { field: "search.query" } });
  }
  expect(parse("a ".repeat(QUERY_PARTS_MOST)).terms).toHaveLength(QUERY_PARTS_MOST);
  expect(refusalOf("a ".repeat(QUERY_PARTS_MOST + 1)).reason).toBe("too_large");
});
