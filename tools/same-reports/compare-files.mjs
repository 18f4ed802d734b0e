import { readFileSync } from 'node:fs';
import { differencesOf } from './differences-of.mjs';

/** At most so many cases are printed. */
const PRINTED = 50;

/** The cases of a file by their names. Throws for a line that is no case, and for a name that comes twice. */
const readCases = (file) => {
  const cases = new Map();
  for (const line of readFileSync(file, 'utf8').trimEnd().split('\n')) {
    const { case: name, ...outcome } = JSON.parse(line);
    if (typeof name !== 'string') throw new Error(`${file} has a line that names no case: ${line}`);
    if (cases.has(name)) throw new Error(`${file} has the case ${name} twice; each needs a name of its own.`);
    cases.set(name, outcome);
  }
  return cases;
};

const compareCase = (before, after, ulps) => {
  if (before === undefined) return [{ path: '', before: 'no such case', after: 'an additional case' }];
  if (after === undefined) return [{ path: '', before: 'a case', after: 'missing' }];
  return differencesOf(before, after, ulps);
};

const text = (value) => (typeof value === 'string' ? value : JSON.stringify(value)) ?? 'absent';

/** Prints the first of a case's differences. */
const print = (name, [{ path, before, after }, ...more]) => {
  const others = more.length === 0 ? '' : ` (and ${more.length} more)`;
  console.log(`${name}\n  ${path || 'case'}: ${text(before)} -> ${text(after)}${others}`);
};

/** Compares the files case by case, prints what differs, and returns the exit status. */
export const compareFiles = (beforeFile, afterFile, ulps) => {
  const [before, after] = [readCases(beforeFile), readCases(afterFile)];
  const names = [...new Set([...before.keys(), ...after.keys()])];
  const different = names
    .map((name) => [name, compareCase(before.get(name), after.get(name), ulps)])
    .filter(([, differences]) => differences.length > 0);
  for (const [name, differences] of different.slice(0, PRINTED)) print(name, differences);
  if (different.length > PRINTED) console.log(`… and ${different.length - PRINTED} more cases`);
  console.log(`${names.length} cases: ${names.length - different.length} the same, ${different.length} not`);
  return different.length === 0 ? 0 : 1;
};
