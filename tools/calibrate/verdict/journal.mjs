import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, globSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { COUNTS } from './tally.mjs';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** The sources that decide: what was counted by others is of another product. 12 hexadecimal digits. */
export const sourcesHash = () => {
  const hash = createHash('sha256');
  const sources = globSync(
    [
      'packages/{model,flatteners,core,engine-cpu}/{src,assembly}/**/*.ts',
      'tools/calibrate/verdict/**/*.mjs',
    ],
    { cwd: root },
  );
  for (const path of sources.filter((name) => !/\.(spec|fixture)\./.test(name)).toSorted())
    hash.update(path).update(readFileSync(root + path));
  return hash.digest('hex').slice(0, 12);
};

/** The journal of such sources. */
export const journalPath = (sources) => `${root}.calibrate/verdict-${sources}.jsonl`;

const packed = (counts) => COUNTS.map((name) => counts[name] ?? 0);
const unpacked = (numbers) => Object.fromEntries(COUNTS.map((name, at) => [name, numbers[at]]));

/**
 * What has been counted, a line of JSON for each problem: a later run goes on from there. An entry is a kind, a seed, its counts by cell and what went wrong.
 * A line that isn't whole, of a run that was killed, is left out.
 */
export const openJournal = (path) => {
  mkdirSync(dirname(path), { recursive: true });
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  if (text !== '' && !text.endsWith('\n')) appendFileSync(path, '\n');
  const entries = text.split('\n').flatMap((line) => {
    try {
      const { counts, ...entry } = JSON.parse(line);
      return [
        { ...entry, counts: Object.fromEntries(Object.entries(counts).map(([k, n]) => [k, unpacked(n)])) },
      ];
    } catch {
      return [];
    }
  });
  const append = ({ counts, ...entry }) =>
    appendFileSync(
      path,
      `${JSON.stringify({ ...entry, counts: Object.fromEntries(Object.entries(counts).map(([k, c]) => [k, packed(c)])) })}\n`,
    );
  return { entries, append };
};
