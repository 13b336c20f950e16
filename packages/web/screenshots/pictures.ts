import type { Browser } from "playwright-core";

import type { Picture } from "./write-team.ts";

const WIDTH = 720;
const HEIGHT = 360;

/** A load test's graph: people online, and how long the slowest hundredth waited. */
function peak(): string {
  const points = Array.from({ length: 61 }, (_, at) => {
    const climb = 1 / (1 + Math.exp(-(at - 28) / 5));
    return [40 + at * 10.8, 300 - 230 * climb - 6 * Math.sin(at * 1.7)] as const;
  });
  const line = points.map((point) => point.map((value) => value.toFixed(1)).join(",")).join(" ");
  const rules = [70, 147, 224, 300].map((y) => `<path d="M40 ${y}H690" stroke="#e2e4f0"/>`).join("");
  return `<rect width="720" height="360" fill="#fff"/>${rules}
    <polygon points="40,300 ${line} 688,300" fill="#4f46e5" opacity=".14"/>
    <polyline points="${line}" fill="none" stroke="#4f46e5" stroke-width="4" stroke-linejoin="round"/>
    <g font-family="sans-serif" font-size="17" fill="#5b5b69"><text x="40" y="40" font-size="21" fill="#1a1a22" font-weight="700">People online, p99 below 40 ms</text>
    <text x="40" y="332">22:00</text><text x="340" y="332">22:30</text><text x="645" y="332">23:00</text></g>`;
}

/** Mountains in the evening. */
function summit(): string {
  return `<defs><linearGradient id="sky" x2="0" y2="1"><stop stop-color="#3b4a8f"/><stop offset=".55" stop-color="#e58f7b"/><stop offset="1" stop-color="#fbd9a5"/></linearGradient></defs>
    <rect width="720" height="360" fill="url(#sky)"/><circle cx="520" cy="150" r="38" fill="#fff1d0"/>
    <path d="M0 250L110 150l60 50L300 70l110 120 70-50 130 100 110-60v180H0z" fill="#5a4a78"/>
    <path d="M300 70l-48 49 30-6 16 18 22-20 30 14z" fill="#fdeee6"/>
    <path d="M0 300l140-70 110 60 150-90 140 90 180-70v140H0z" fill="#3c3560"/><path d="M0 330q180-50 360-10t360-20v60H0z" fill="#252146"/>`;
}

/** The pictures that the team shares, drawn by the browser. */
export async function drawPictures(browser: Browser): Promise<Picture[]> {
  const page = await browser.newPage({ viewport: { width: WIDTH, height: HEIGHT } });
  const drawn: Picture[] = [];
  for (const [name, drawing] of Object.entries({ peak: peak(), summit: summit() })) {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" style="display:block">${drawing}</svg>`;
    await page.setContent(`<body style="margin:0">${svg}</body>`);
    drawn.push({ name, width: WIDTH, height: HEIGHT, bytes: await page.screenshot() });
  }
  await page.close();
  return drawn;
}
