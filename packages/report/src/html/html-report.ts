import type { EpsilonCurve, Report } from '@gradproof/core/report';
import type { WordRemedy } from '../text/remedy-text.ts';
import { embeddedReport } from './embedded-report.ts';
import type { GradientEntries } from './gradient-entries.ts';
import { heatMaps } from './heat-maps.ts';
import { html, jsonMarkup } from './markup.ts';
import { page } from './page.ts';
import {
  circumstancesSection,
  diagnosisSection,
  entriesSection,
  epsilonSection,
  findingsSection,
  headerSection,
  tensorSection,
} from './sections.ts';

/** What a report in HTML is made of. */
export interface HtmlReportContent {
  readonly report: Report;
  /** What was checked, in the user's words. */
  readonly title: string;
  /** The command line that makes the same report. */
  readonly command: string;
  /** Program and version. */
  readonly madeBy: string;
  /** Both gradients, where every coordinate was differentiated; null: the page has no pictures of entries. */
  readonly entries: GradientEntries | null;
  /** The difference over ε, for the textbook method; null otherwise. */
  readonly curve: EpsilonCurve | null;
  /** Words remedies in the caller's terms, its options for instance; by default in none. */
  readonly wordRemedy?: WordRemedy | undefined;
}

/** The most bytes of a page, but for its frame: the style, the script. */
const MOST_BYTES = 1_980_000;

/**
 * The report as one HTML page that needs nothing else: verdict, diagnosis, a heat map of each tensor's residuals, grad against
 * gradapprox, how it was computed.
 *
 * @param content What the page shows.
 * @returns The page, below 2 MB whatever the size of the vector.
 */
export const htmlReport = ({
  report,
  title,
  command,
  madeBy,
  entries,
  curve,
  wordRemedy,
}: HtmlReportContent): string => {
  const maps = entries === null ? null : heatMaps(entries, report);
  const body = html`<main>
      ${headerSection(report, title, wordRemedy)} ${diagnosisSection(report)} ${tensorSection(report)}
      ${maps?.section ?? null} ${entriesSection(entries, report)} ${findingsSection(report)}
      ${epsilonSection(curve, report)} ${circumstancesSection(report, command, madeBy)}
    </main>
    <script type="application/json" id="cells">
      ${jsonMarkup(JSON.stringify(maps?.cells ?? []))}
    </script>`;
  const embedded = embeddedReport(report, MOST_BYTES - Buffer.byteLength(body.markup));
  return page(`Gradproof: ${report.verdict}, ${title}`, html`${body} ${embedded}`);
};
