import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from 'gradproof';
import { baseFiles } from './base-files.mjs';
import { commandLine } from './command-lines.mjs';
import { oneOf, weighted } from './draws.mjs';
import { writeFolder } from './folders.mjs';
import { moduleText } from './modules.mjs';
import { mutatedBytes } from './mutate-bytes.mjs';
import { processJson } from './processes.mjs';

/** How many of 100 inputs are of a kind. */
const SHARES = { npz: 72, folder: 18, module: 5, process: 1, 'command line': 4 };

const quiet = { out: () => {}, err: () => {}, color: false, width: 100, progress: null };

/** Makes the inputs in a folder; the same number and random numbers make the same input. Each replaces the one before it. */
export const createInputs = async (folder) => {
  const right = join(folder, 'right');
  await run(['init', right], quiet, new globalThis.AbortController().signal);
  const files = baseFiles(folder);
  const place = join(folder, 'input');
  const make = {
    npz: (random) => {
      const path = join(place, 'input.npz');
      writeFileSync(path, mutatedBytes(random, oneOf(random, files)));
      return { path };
    },
    folder: (random) => {
      writeFolder(random, right, join(place, 'problem'));
      return { args: ['check', join(place, 'problem')] };
    },
    module: (random, index) => {
      const path = join(place, `problem-${index}.mjs`); // a name of its own: a module is loaded once
      writeFileSync(path, moduleText(random));
      return { args: ['check', path] };
    },
    process: (random) => {
      writeFileSync(join(place, 'problem.json'), JSON.stringify(processJson(random)));
      writeFileSync(join(place, 'model.sh'), '#!/no/such/interpreter\n', { mode: 0o755 });
      writeFileSync(join(place, 'data.txt'), 'no program', { mode: 0o755 });
      return { args: ['check', place] };
    },
    'command line': (random) => ({ args: commandLine(random, right, place) }),
  };
  return async (index, random) => {
    rmSync(place, { recursive: true, force: true });
    mkdirSync(place);
    const kind = weighted(random, SHARES);
    return { kind, ...make[kind](random, index) };
  };
};
