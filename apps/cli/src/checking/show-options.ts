import { InputError } from '@gradproof/model';
import { conflictOf, type ReporterChoice } from '../reporters/parse-reporters.ts';
import type { Detail } from '../reporters/text.ts';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** How outcomes are shown: the options of `gradproof check` that don't change them. */
export interface ShowOptions {
  readonly json?: boolean;
  readonly reporter?: readonly ReporterChoice[];
  /** The .html file to write. */
  readonly report?: string;
  /** Whether files that gradproof didn't write are replaced. */
  readonly force?: boolean;
  /** Whether the page is opened. */
  readonly open?: boolean;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
}

/** What is shown, and where. */
export interface Shown {
  readonly reporters: readonly ReporterChoice[];
  readonly page: string | undefined;
  readonly detail: Detail;
}

const temporaryPage = (): string => join(mkdtempSync(join(tmpdir(), 'gradproof-report-')), 'report.html');

/** What the options ask for; `annotates`: whether annotations are wanted where no reporter is named. Throws InputError for those that don't go together. */
export const shownBy = (
  { json = false, reporter, report, open = false, quiet = false, verbose = false }: ShowOptions,
  annotates: boolean,
): Shown => {
  const named: readonly ReporterChoice[] = reporter ?? (json ? [] : [{ kind: 'text' }]);
  const automatic: readonly ReporterChoice[] =
    reporter === undefined && annotates ? [{ kind: 'github', isAside: true }] : [];
  const asked = json && !named.some(({ kind, file }) => kind === 'json' && file === undefined);
  const reporters: readonly ReporterChoice[] = [
    ...named,
    ...(asked ? [{ kind: 'json' as const }] : []),
    ...automatic,
  ];
  const conflict = conflictOf(reporters);
  if (conflict !== null) throw new InputError(conflict);
  const html = reporters.find(({ kind }) => kind === 'html')?.file;
  if (html !== undefined && report !== undefined && html !== report)
    throw new InputError(
      `--report names ${report}, but --reporter ${html}: the page is written to one file.`,
    );
  const page = report ?? html ?? (open ? temporaryPage() : undefined);
  return { reporters, page, detail: quiet ? 'quiet' : verbose ? 'verbose' : 'normal' };
};
