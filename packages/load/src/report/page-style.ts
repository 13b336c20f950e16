import { colorVariables, graphRules } from "./graphs/colors.ts";

/** Style of a page of `documentHtml`: legible on both grounds, and on paper. */
export function pageStyle(): string {
  return `${colorVariables()}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:15px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
main{max-width:1120px;margin:0 auto;padding:32px 24px 64px}
h1{font-size:28px;line-height:1.2;margin:0}
h2{font-size:20px;line-height:1.3;margin:40px 0 12px;padding-top:14px;border-top:1px solid var(--edge)}
h3{font-size:16px;margin:26px 0 8px}
p,ul{max-width:80ch;margin:10px 0}
.subtitle{color:var(--muted);margin:6px 0 20px}
.note{color:var(--muted);font-size:13.5px}
code,pre{font:13px/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
code{background:var(--shade);border-radius:4px;padding:1px 4px}
pre{background:var(--shade);border:1px solid var(--edge);border-radius:8px;padding:12px 14px;overflow-x:auto;white-space:pre-wrap;overflow-wrap:anywhere}
pre code{background:none;padding:0}
blockquote{margin:14px 0;padding:2px 0 2px 16px;border-left:3px solid var(--axis);color:var(--muted)}
blockquote footer{font-size:13px}
.warning{border:2px solid var(--red);border-left-width:8px;border-radius:8px;padding:10px 14px;margin:12px 0;max-width:none}
.warning strong{color:var(--red);text-transform:uppercase;letter-spacing:.04em;margin-right:6px}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:12px;margin:18px 0}
.tile{border:1px solid var(--edge);border-top:3px solid var(--axis);border-radius:8px;padding:10px 14px 12px;display:flex;flex-direction:column}
.tile.good{border-top-color:var(--green)}
.tile.bad{border-top-color:var(--red)}
.tile>span{color:var(--muted);font-size:13px}
.tile b{font-size:24px;line-height:1.3;font-variant-numeric:tabular-nums;font-weight:650}
.tile small{color:var(--muted);font-size:13px}
span.good{color:var(--green)}
span.bad{color:var(--red);font-weight:700}
.muted{color:var(--muted)}
.strong{font-weight:650}
figure{margin:16px 0}
figcaption{color:var(--muted);font-size:13.5px;margin-top:6px;max-width:80ch}
.graphs{display:grid;gap:18px 28px}
.graphs.columns-2{grid-template-columns:repeat(auto-fit,minmax(min(100%,420px),1fr))}
.graph{display:block;width:100%;height:auto;overflow:visible}
.graphs.columns-1 .graph{max-width:780px}
.drawing{overflow-x:auto}
.graph .readout rect{fill:transparent;pointer-events:all}
.graph .readout path{stroke:var(--ink);opacity:0}
.graph .readout:hover path{opacity:.55}
#reading{position:fixed;display:none;pointer-events:none;white-space:pre;z-index:1;background:var(--ground);color:var(--ink);border:1px solid var(--axis);border-radius:6px;padding:6px 9px;font-size:12.5px;line-height:1.4;font-variant-numeric:tabular-nums;box-shadow:0 3px 12px rgb(0 0 0/.18)}
.columns{display:flex;flex-wrap:wrap;gap:0 56px}
.columns>*{max-width:100%}
.table{overflow-x:auto}
table{border-collapse:collapse;font-variant-numeric:tabular-nums;font-size:14px}
th,td{padding:5px 14px 5px 0;border-bottom:1px solid var(--edge);text-align:left;vertical-align:top}
th{color:var(--muted);font-weight:600;white-space:nowrap}
td.number,th.number{text-align:right;padding-left:10px}
td.number{white-space:nowrap}
@media print{
@page{margin:14mm}
body{font-size:9.5pt}
main{max-width:none;padding:0}
h2{margin-top:24px}
table{font-size:9pt}
th,td{padding-top:3px;padding-bottom:3px}
pre,code{font-size:8pt}
h2,h3,p:has(+pre){break-after:avoid}
.tiles{grid-template-columns:repeat(5,1fr)}
.tile,tr,.graphs>div,.warning,pre,blockquote{break-inside:avoid}
.graphs.columns-2{grid-template-columns:1fr 1fr}
.tile,.graph .shade,.graph rect,.warning{print-color-adjust:exact;-webkit-print-color-adjust:exact}
}
${graphRules()}`;
}

/** Shows a strip's figures beside the pointer at once, where browsers wait for a second before they show a title. */
export const PAGE_SCRIPT = `{
const box = document.createElement("div");
box.id = "reading";
document.body.append(box);
for (const title of document.querySelectorAll(".readout title")) {
  title.parentNode.dataset.reading = title.textContent;
  title.remove();
}
const show = (event) => {
  const strip = event.target.closest?.(".readout");
  box.style.display = strip ? "block" : "none";
  if (!strip) return;
  box.textContent = strip.dataset.reading;
  const left = event.clientX + 14;
  const over = left + box.offsetWidth > innerWidth - 8;
  box.style.left = (over ? event.clientX - 14 - box.offsetWidth : left) + "px";
  box.style.top = Math.min(event.clientY + 14, innerHeight - box.offsetHeight - 8) + "px";
};
document.addEventListener("pointermove", show);
document.addEventListener("pointerdown", show);
document.addEventListener("scroll", () => (box.style.display = "none"), { passive: true });
}`;
