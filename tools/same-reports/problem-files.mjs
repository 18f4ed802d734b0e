/* global AbortController */
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { runCommandLine } from './packages.mjs';

const MODULE = /\.(ts|mts|cts|js|mjs|cjs)$/;
/** Files that stand beside problems and are none. */
const NOT_A_PROBLEM = /\.(spec|config)\.ts$|^(want|expected|package|tsconfig)\.json$/;

/** Folders of what is installed or built. */
const BUILT = /(^|[\\/])(node_modules|out-tsc|dist)([\\/]|$)/;

/** What every problem is checked with, beside --engine cpu --threads 1. */
const VARIANTS = [
  '',
  '--method textbook',
  '--method incremental',
  '--method textbook --epsilon 1e-7',
  '--epsilon 1e-5',
  '--seed 7',
  '--coverage sample=20',
  '--coverage sample=20 --method textbook',
  '--coverage probe',
  '--coverage probe --method textbook',
  '--coverage probe --epsilon 1e-6',
];
/** Starting a process takes long, and one that hangs its whole time limit. */
const VARIANTS_OF_PROCESS = ['', '--epsilon 1e-5', '--coverage sample=20', '--coverage probe'];
/** Where each coordinate by itself would take hours. */
const LARGE = new Set(['examples/large-function/problem.ts']);
const VARIANTS_OF_LARGE = ['--coverage sample=20', '--coverage probe', '--coverage probe --epsilon 1e-6'];

/** Problems whose own code draws other numbers in each run, without a seed: no two of their reports are the same. */
const UNREPEATABLE = /dropout-mode\/(evaltrain|randgrad)\.json$/;

const readJson = (file) => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null; // a broken problem.json is still a case: it is refused
  }
};

const isProblem = (file) => {
  const name = basename(file);
  if (NOT_A_PROBLEM.test(name)) return false;
  if (name === 'problem.json') return true;
  if (MODULE.test(name)) return /^export default\b|\bas default\b/m.test(readFileSync(file, 'utf8'));
  const description = name.endsWith('.json') ? readJson(file) : null;
  return description !== null && ['process', 'layers', 'graph'].some((key) => key in description);
};

/** The files below a folder that define a problem, in the order of their names. Throws where there is no such folder. */
const problemFiles = (folder) => {
  if (!existsSync(folder) || !statSync(folder).isDirectory())
    throw new Error(`There is no folder ${folder}; give folders with problems.`);
  return readdirSync(folder, { recursive: true })
    .filter((name) => !BUILT.test(name) && statSync(join(folder, name)).isFile())
    .filter((name) => isProblem(join(folder, name)))
    .toSorted();
};

const variantsOf = (name, file) => {
  if (LARGE.has(name)) return VARIANTS_OF_LARGE;
  return file.endsWith('.json') && readJson(file)?.process ? VARIANTS_OF_PROCESS : VARIANTS;
};

/** The class of the error whose stack trace --debug printed; `usage` where the command line itself was wrong. */
const errorKind = (stderr) => /^(\w*Error)\b/m.exec(stderr)?.[1] ?? 'usage';

/** Runs `gradproof check` in this process: its exit status, and its report or why there is none. */
const check = async (file, variant) => {
  const output = { out: '', err: '' };
  const terminal = {
    out: (text) => (output.out += text),
    err: (text) => (output.err += text),
    color: false,
    width: 100,
    progress: null,
  };
  const options = `${variant} --engine cpu --threads 1 --json --debug`.trim().split(' ');
  const status = await runCommandLine(['check', file, ...options], terminal, new AbortController().signal);
  if (output.out !== '') return { status, report: JSON.parse(output.out) };
  return { status, error: { kind: errorKind(output.err), message: output.err.split('\n')[0] } };
};

/** Cases for each problem below the folder, named by its place in it: `examples/notebook/buggy/problem.json --method textbook`. */
export const casesOfFolder = function* (folder) {
  for (const place of problemFiles(folder)) {
    const file = resolve(folder, place);
    const name = `${basename(resolve(folder))}/${place}`;
    if (UNREPEATABLE.test(name)) continue;
    for (const variant of variantsOf(name, file))
      yield { name: `${name} ${variant}`.trim(), run: () => check(file, variant) };
  }
};
