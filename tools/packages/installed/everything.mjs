import { root } from '../../install.mjs';
import { publishedPackages } from '../published.mjs';
import { PROBLEM } from './problem.mjs';

/** The last line of Vitest that runs on Node 20. */
const VITEST = 'vitest@4.1.12';
const TYPES = '@types/node@20.19.0';

const MATCHER = `import '@gradproof/vitest/setup';
import { expect, it } from 'vitest';
import problem from './problem.ts';

it('is right', () => expect(problem).toHaveCorrectGradient());
`;

/** Every entry of every package that is there for users: `@gradproof/report/html`. */
const doors = () =>
  publishedPackages().flatMap(({ manifest: { name, exports } }) =>
    Object.entries(exports)
      .filter(([, target]) => target.default !== undefined)
      .map(([door]) => `${name}${door.slice(1)}`),
  );

/** Those that run where their framework is: in its tests. */
const isMatcher = (door) => /^@gradproof\/vitest/.test(door);
/** Its types are those of Jest, which isn't installed here. */
const needsJest = (door) => /jest/.test(door);

const importing = (names) => names.map((door, i) => `import * as door${i} from '${door}';`).join('\n');
const using = (names) => `\nexport const doors = [${names.map((_, i) => `door${i}`).join(', ')}];\n`;

/** All packages together: their types, every entry on each Node, the matcher, and the GPU's engine beside the command line. */
export const tryEverything = (project, tarballs, nodes) => {
  project.npmInstall(...Object.values(tarballs).map(({ path }) => path), VITEST, TYPES);
  project.write('problem.ts', PROBLEM);
  project.write('matcher.test.ts', MATCHER);

  const typed = doors().filter((door) => !needsJest(door));
  project.write('doors.ts', `${importing(typed)}${using(typed)}`);
  const options = [
    '--noEmit',
    '--strict',
    '--module',
    'nodenext',
    '--target',
    'es2022',
    '--lib',
    'es2023,dom',
  ];
  project.expectStatus(0, `${root}node_modules/.bin/tsc`, [
    ...options,
    '--skipLibCheck',
    'false',
    'doors.ts',
    'problem.ts',
  ]);

  const run = doors().filter((door) => !isMatcher(door));
  project.write('doors.mjs', `${importing(run)}${using(run)}`);
  for (const node of nodes) {
    project.expectStatus(0, node, ['doors.mjs']);
    project.expectStatus(0, node, ['node_modules/vitest/vitest.mjs', 'run', 'matcher.test.ts']);
  }
  const gpu = ['check', 'problem-folder', '--engine', 'gpu', '--device', 'webasm'];
  for (const args of [['init', 'problem-folder'], gpu])
    project.expectStatus(0, process.execPath, ['node_modules/gradproof/bin/gradproof.js', ...args]);
};
