import { join } from 'node:path';
import { below, NUMBERS, oneOf, TEXTS } from './draws.mjs';

const OPTIONS = ['--threshold', '--epsilon', '--seed', '--threads', '--memory', '--coverage', '--method', '--json', '--report', '--evaluation-seconds', '--gradient-precision', '--debug', '--force', '--out', '--nope', '-x', '--']; // prettier-ignore
const WORDS = [
  'full',
  'probe',
  'sample=2',
  'sample=1e99',
  'sample=-1',
  'textbook',
  'incremental',
  'float32',
  'auto',
  '0x10',
  '1e400',
  '٣',
  '1,5',
];

/** A command line; what it writes lies in `folder`. */
export const commandLine = (random, problem, folder) => {
  const value = () =>
    oneOf(random, [() => String(oneOf(random, NUMBERS)), () => oneOf(random, WORDS), () => oneOf(random, TEXTS)])(); // prettier-ignore
  const args = [
    oneOf(random, ['check', 'check', 'check', 'differentiate', 'init', 'help', 'chekc', value()]),
  ];
  args.push(oneOf(random, [problem, problem, join(folder, 'new'), value()]));
  for (let left = below(random, 4); left > 0; left--) {
    const option = oneOf(random, OPTIONS);
    args.push(option);
    if (option === '--report' || option === '--out')
      args.push(join(folder, oneOf(random, ['out.html', '', 'no/out.npz']))); // prettier-ignore
    else if (random() < 0.8) args.push(value());
  }
  return args[0] === 'init' ? ['init', join(folder, 'new'), ...args.slice(2)] : args;
};
