import type { Report } from '@gradproof/core/report';
import { safeText } from '@gradproof/model';
import { html, type Markup } from './markup.ts';
import { sizeMarkup } from './number-markup.ts';
import { page } from './page.ts';

/** A problem of the list: its report, or why there is none. */
export interface IndexEntry {
  /** What was checked, in the user's words. */
  readonly title: string;
  readonly result: Report | { readonly error: string };
  /** The page of its report, relative to this one; null where there is none. */
  readonly href: string | null;
}

const row = ({ title, result, href }: IndexEntry): Markup => {
  const name = safeText(title, 500);
  const linked = href === null ? html`${name}` : html`<a href="${href}">${name}</a>`;
  return 'error' in result
    ? html`<tr><td>${linked}</td><td>not checked</td><td colspan="2">${safeText(result.error, 2000)}</td></tr>`
    : html`<tr>
        <td>${linked}</td>
        <td><span class="verdict ${result.verdict}">${result.verdict}</span></td>
        <td class="number">${sizeMarkup(result.difference)}</td>
        <td>${safeText(result.reason, 2000)}</td>
      </tr>`;
}; // prettier-ignore

/**
 * A page that lists several reports, each linked to its own page.
 *
 * @param entries The problems, in order.
 * @param summary What they come to, in one line.
 * @returns The page; it loads nothing.
 */
export const htmlIndex = (entries: readonly IndexEntry[], summary: string): string =>
  page(
    `Gradproof: ${summary}`,
    html`<main>
      <h1>${summary}</h1>
      <div class="scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">problem</th>
              <th scope="col">verdict</th>
              <th scope="col">difference</th>
              <th scope="col">reason</th>
            </tr>
          </thead>
          <tbody>
            ${entries.map(row)}
          </tbody>
        </table>
      </div>
    </main>`,
  );
