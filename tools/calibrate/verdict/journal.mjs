import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, globSync, mkdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const folder = `${root}.calibrate/`;

/** The sources that an outcome depends on: what was counted by others is of another product. */
const fingerprint = () => {
  const hash = createHash('sha256');
  const sources = globSync(
    [
      'packages/{model,flatteners,core,engine-cpu}/{src,assembly}/**/*.ts',
      'tools/calibrate/verdict/**/*.mjs',
    ],
    { cwd: root },
  );
  for (const path of sources.filter((name) => !/\.(spec|fixture)\.ts$/.test(name)).toSorted())
    hash.update(path).update(readFileSync(root + path));
  return hash.digest('hex').slice(0, 12);
};

/** What has been counted, a line of JSON for each problem: a later run goes on from there. `path` is the journal's file. */
export const openJournal = () => {
  mkdirSync(folder, { recursive: true });
  const path = `${folder}verdict-${fingerprint()}.jsonl`;
  const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n') : [];
  const entries = lines.filter((line) => line.endsWith('}')).map((line) => JSON.parse(line));
  return { path, entries, append: (entry) => appendFileSync(path, `${JSON.stringify(entry)}\n`) };
};
