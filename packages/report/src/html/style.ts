/** The page's style: light and dark as the reader's system has it, one column, readable at any width. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --ground: #fbfaf8; --card: #ffffff; --ink: #1d1c1a; --faint: #5f5b55; --line: #dedad3;
  --correct: #1a6b3c; --incorrect: #b3261e; --inconclusive: #7a5200; --accent: #2456a6;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --ground: #161514; --card: #1f1e1c; --ink: #ece9e4; --faint: #a8a29a; --line: #383531;
    --correct: #5fc58b; --incorrect: #ff8a7a; --inconclusive: #e7b757; --accent: #8ab4f8;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 72rem; margin: 0 auto; padding: 1rem; }
header, section { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 1.25rem 1.5rem; margin: 0 0 1rem; }
header { border-top: 6px solid var(--mark); }
header.correct, .verdict.correct { --mark: var(--correct); }
header.incorrect, .verdict.incorrect { --mark: var(--incorrect); }
header.inconclusive, .verdict.inconclusive { --mark: var(--inconclusive); }
.title { margin: 0; color: var(--faint); overflow-wrap: anywhere; }
h1 { margin: 0.1em 0 0.2em; font-size: clamp(2rem, 6vw, 3rem); line-height: 1.15; letter-spacing: -0.02em; color: var(--mark); text-transform: capitalize; }
h2 { margin: 0 0 0.5rem; font-size: 1.25rem; }
h3 { margin: 1.25rem 0 0.5rem; font-size: 1rem; }
.reason { margin: 0 0 1rem; max-width: 46em; font-size: 1.0625rem; overflow-wrap: anywhere; }
.facts { display: flex; flex-wrap: wrap; gap: 0.75rem 2rem; margin: 0; }
.facts dt { color: var(--faint); font-size: 0.8125rem; }
.facts dd { margin: 0; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
.note { margin: 0 0 0.75rem; max-width: 46em; color: var(--faint); font-size: 0.875rem; }
.diagnoses { list-style: none; margin: 0; padding: 0; display: grid; gap: 0.75rem; }
.diagnoses li { border-left: 4px solid var(--incorrect); padding: 0.1rem 0 0.1rem 0.9rem; overflow-wrap: anywhere; }
.findings { margin: 0; padding-left: 1.2rem; display: grid; gap: 0.5rem; max-width: 46em; overflow-wrap: anywhere; }
.kind { display: block; font-weight: 650; }
.verdict { display: inline-block; padding: 0 0.55em; border: 1px solid var(--mark); border-radius: 999px; color: var(--mark); font-size: 0.8125rem; line-height: 1.5; }
.scroll { overflow: auto; max-height: 44rem; }
.pair { display: grid; grid-template-columns: minmax(0, 1fr); gap: 1rem 2.5rem; align-items: start; }
@media (min-width: 58rem) { .pair { grid-template-columns: minmax(0, 5fr) minmax(0, 6fr); } }
.limits { max-width: 34rem; margin-top: 1rem; }
.chart > svg { display: block; width: 100%; max-width: 34rem; height: auto; }
.chart > svg text { fill: var(--ink); }
table { border-collapse: collapse; width: 100%; margin-top: 0.5rem; font-size: 0.9375rem; font-variant-numeric: tabular-nums; }
caption { text-align: left; color: var(--faint); font-size: 0.8125rem; padding-bottom: 0.25rem; }
th, td { text-align: left; font-weight: 400; padding: 0.3rem 1.1rem 0.3rem 0; border-bottom: 1px solid var(--line); white-space: nowrap; }
thead th { position: sticky; top: 0; background: var(--card); color: var(--faint); font-size: 0.8125rem; }
tbody th { font-weight: 600; max-width: 12rem; white-space: normal; overflow-wrap: break-word; }
tbody th .index { white-space: nowrap; }
th.number, td.number { text-align: right; }
.legend { display: flex; align-items: center; gap: 0.6rem; font-size: 0.8125rem; color: var(--faint); margin-bottom: 0.5rem; }
.legend img { width: min(16rem, 40vw); height: 14px; image-rendering: pixelated; border: 1px solid var(--line); border-radius: 3px; }
.heats { display: flex; flex-wrap: wrap; gap: 1.25rem 2rem; align-items: flex-start; }
.heat { margin: 0; max-width: 100%; min-width: min(100%, 19rem); flex: 0 1 auto; }
figcaption { margin-bottom: 0.35rem; font-size: 0.875rem; overflow-wrap: anywhere; }
.grid { position: relative; max-width: 100%; min-height: 24px; border: 1px solid var(--line); border-radius: 3px; touch-action: pan-y; cursor: crosshair; }
.grid img { display: block; width: 100%; height: 100%; image-rendering: pixelated; }
.cursor { position: absolute; outline: 2px solid var(--ink); outline-offset: -1px; pointer-events: none; }
.cursor.worst { outline-width: 1.5px; outline-offset: 3px; border-radius: 1px; }
.cell { display: block; min-height: 2.8em; margin-top: 0.3rem; max-width: 24rem; font-size: 0.8125rem; line-height: 1.4; color: var(--faint); font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
pre.command { margin: 0; padding: 0.75rem 1rem; white-space: pre-wrap; overflow-wrap: anywhere; background: var(--ground); border: 1px solid var(--line); border-radius: 8px; font: 0.875rem/1.5 ui-monospace, monospace; user-select: all; }
summary { cursor: pointer; color: var(--accent); }
@media (max-width: 34rem) {
  main { padding: 0.5rem; }
  header, section { padding: 1rem; border-radius: 10px; }
  .chart > svg { font-size: 16px !important; }
}
@media print { :root { color-scheme: light; } body { background: none; } header, figure, tr { break-inside: avoid; } .scroll { overflow: visible; max-height: none; } }
`;
