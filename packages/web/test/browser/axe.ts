import { readFileSync } from "node:fs";

import type axe from "axe-core";
import type { Page } from "playwright-core";

const SOURCE = readFileSync(new URL(import.meta.resolve("axe-core/axe.min.js")), "utf8");

/** Rejects with what axe finds serious or critical about a page as it is now, or a part of it (a CSS selector). */
export async function expectAccessible(page: Page, { within }: { within?: string } = {}): Promise<void> {
  if (!(await page.evaluate(() => "axe" in globalThis))) await load(page);
  const { violations } = await page.evaluate(
    (selector) =>
      (globalThis as unknown as { axe: typeof axe }).axe.run(selector ?? document, {
        resultTypes: ["violations"],
      }),
    within,
  );
  const grave = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  if (grave.length > 0) throw new Error(`${page.url()} is not accessible:\n${grave.map(tell).join("\n")}`);
}

/** Through the debugger, where the page's policy against text as script doesn't reach. */
async function load(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  try {
    await devtools.send("Runtime.evaluate", { expression: `void (() => {${SOURCE}\n})()` });
  } finally {
    await devtools.detach();
  }
}

function tell({ id, impact, help, nodes }: axe.Result): string {
  const places = nodes.map(
    ({ html, failureSummary = "" }) =>
      `    ${html.slice(0, 200)}\n      ${failureSummary.replaceAll("\n", "\n      ")}`,
  );
  return `  ${id} (${impact}): ${help}\n${places.join("\n")}`;
}
