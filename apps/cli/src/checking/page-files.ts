import { basename, dirname, extname, join } from 'node:path';

import type { Reporter } from '../reporters/reporter.ts';
import { assertOwnWritable, writeOwn } from '../reporters/own-file.ts';
import { summaryOf } from '../reporters/summary.ts';
import { messageOf } from '../words/message-of.ts';

/** A problem's path as a part of a file's name. */
const nameOf = (problem: string): string => problem.replace(/[^\p{L}\p{N}._]+/gu, '-').replace(/^[-.]+|-+$/g, '') || 'problem'; // prettier-ignore

/** Longest part of a file's name that comes from a problem's path; file systems take 255 bytes. */
const LONGEST = 60;

/** The page of each of several problems, beside the one that lists them: `out.html` has `out.NAME.html`. */
export const pageFiles = (file: string, problems: readonly string[]): ReadonlyMap<string, string> => {
  const stem = join(dirname(file), basename(file, extname(file)));
  const taken = new Set<string>();
  const free = (name: string): string => {
    let unique = name;
    for (let k = 2; taken.has(unique); k++) unique = `${name}-${k}`;
    taken.add(unique);
    return unique;
  };
  return new Map(
    problems.map((problem) => [problem, `${stem}.${free(nameOf(problem).slice(-LONGEST))}.html`]),
  );
};

/** Writes the page that lists the pages of several problems. Throws InputError when it can't be written. */
export const indexReporter = async (
  file: string,
  force: boolean,
  pages: ReadonlyMap<string, string>,
): Promise<Reporter> => {
  await assertOwnWritable(file, 'html', force);
  const { htmlIndex } = await import('./index-page.ts');
  return {
    finished: (outcomes) => {
      const entries = outcomes.map((outcome) => {
        const { problem } = outcome;
        if (outcome.kind === 'refused')
          return { title: problem, result: { error: messageOf(outcome.error) }, href: null };
        const href = outcome.unwritten ? null : encodeURI(basename(pages.get(problem)!));
        return { title: problem, result: outcome.report, href };
      });
      writeOwn(file, htmlIndex(entries, summaryOf(outcomes)), 'html', force);
    },
  };
};
