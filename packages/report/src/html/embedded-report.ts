import { type Report, reportToJson } from '@gradproof/core/report';
import { html, jsonMarkup, type Markup } from './markup.ts';
import { shownTensors } from './tensor-chart.ts';

/** Tensors, findings and characters of the reason that an excerpt has: the first excerpt that there is room for is taken. */
const EXCERPTS = [300, 100, 30] as const;
const [MOST_FINDINGS, MOST_REASON] = [40, 2000];

const excerpt = (report: Report, most: number): Report => {
  const { tensors, reason, findings } = report;
  return {
    ...report,
    reason: reason.slice(0, MOST_REASON),
    tensors: shownTensors(tensors, most).map((place) => tensors[place]!),
    ...(findings ? { findings: findings.slice(0, MOST_FINDINGS) } : {}),
  };
};

const script = (id: string, report: Report): Markup =>
  html`<script type="application/json" id="${id}">
    ${jsonMarkup(reportToJson(report))}
  </script>`;

const bytesOf = ({ markup }: Markup): number => Buffer.byteLength(markup);

/** The report as JSON for programs, in so many bytes: whole as `#report`, or else as `#report-excerpt`, wrong tensors before right ones. */
export const embeddedReport = (report: Report, room: number): Markup => {
  const whole = script('report', report);
  if (bytesOf(whole) <= room) return whole;
  const excerpts = EXCERPTS.map((most) => script('report-excerpt', excerpt(report, most)));
  return excerpts.find((markup) => bytesOf(markup) <= room) ?? excerpts.at(-1)!;
};
