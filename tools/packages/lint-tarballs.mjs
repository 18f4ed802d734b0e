import { spawnSync } from 'node:child_process';
import { root } from '../install.mjs';

const bin = (name) => `${root}node_modules/.bin/${name}`;

const output = (command, args) => {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  return status === 0 ? '' : `${stdout}${stderr}`;
};

/** What every tarball must hold, beside what publint and attw look for. */
const missingIn = ({ files }) =>
  ['README.md', 'LICENSE', 'package.json'].filter((file) => !files.includes(file));

/** What is wrong with the tarballs, a text each: nothing, or they can be published. */
export const lintTarballs = (tarballs) =>
  Object.entries(tarballs).flatMap(([name, tarball]) => [
    ...missingIn(tarball).map((file) => `${name} has no ${file}.`),
    ...[
      output(bin('publint'), ['run', tarball.path, '--strict']),
      output(bin('attw'), [tarball.path, '--profile', 'esm-only', '--format', 'ascii', '--no-emoji']),
    ]
      .filter((text) => text !== '')
      .map((text) => `${name}:\n${text}`),
  ]);
