import { commonName, didYouMean, quoted } from '@gradproof/model';
import type { z } from 'zod';
import { problemSchema } from './problem-schema.ts';
import { processSchema } from './process-schema.ts';

type Issue = z.core.$ZodIssue;

/** `model.layers[1].activation` */
const pathText = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (text, key) =>
      typeof key === 'number' ? `${text}[${key}]` : text === '' ? String(key) : `${text}.${String(key)}`,
    '',
  );

const valueAt = (root: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[key] : undefined,
    root,
  );

const shown = (value: unknown): string => {
  if (typeof value === 'string') return quoted(value);
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
};

const EXPECTED: Readonly<Record<string, string>> = {
  int: 'an integer',
  number: 'a finite number',
  string: 'a string',
  array: 'a list',
  tuple: 'a list',
  object: 'an object',
};

/** What is counted of strings and lists. */
const COUNTED = { string: 'characters', array: 'items' } as const;

const isCounted = (origin: string): origin is keyof typeof COUNTED => Object.hasOwn(COUNTED, origin);

const lengthOf = (value: unknown): number => (value as { readonly length: number }).length;

/** The keys that the object at this path of problem.json may have. */
const knownKeys = (path: readonly PropertyKey[], root: unknown): string[] => {
  if (valueAt(root, ['process']) !== undefined) {
    return Object.keys(path.length === 0 ? processSchema.shape : processSchema.shape.process.shape);
  }
  const { model } = problemSchema.shape;
  if (path.length === 0) return Object.keys(problemSchema.shape);
  return Object.keys(path.length === 1 ? model.shape : model.shape.layers.element.shape);
};

const describeUnknownKeys = (
  place: string,
  path: readonly PropertyKey[],
  keys: readonly string[],
  root: unknown,
): string[] => {
  const known = knownKeys(path, root);
  return keys.map(
    (key) =>
      `${place === '' ? '' : `${place}.`}${quoted(key).slice(1, -1)} is not a known key${didYouMean(key, known) || `; known are ${known.join(', ')}`}`,
  );
};

/** `; did you mean "relu"?`, or that there is none of this name, or nothing. */
const guessOf = (given: string, names: readonly string[]): string => {
  const common = commonName(given);
  if (common === null)
    return `, which is not among ${names.join(', ')}; a model with it is checked as a module or a process`;
  return common !== undefined && names.includes(common)
    ? `; here it is called "${common}"`
    : didYouMean(given, names);
};

const describeIssue = (issue: Issue, root: unknown): string[] => {
  const place = pathText(issue.path);
  const value = valueAt(root, issue.path);
  const here = place === '' ? 'it' : place;
  switch (issue.code) {
    case 'unrecognized_keys':
      return describeUnknownKeys(place, issue.path, issue.keys, root);
    case 'invalid_value': {
      const names = issue.values.map(String);
      if (value === undefined) return [`${here} is missing; it is one of ${names.join(', ')}`];
      const guess = typeof value === 'string' ? guessOf(value, names) : '';
      return [`${here} is ${shown(value)}${guess || `; it must be one of ${names.join(', ')}`}`];
    }
    case 'invalid_type': {
      const expected = EXPECTED[issue.expected] ?? issue.expected;
      return [
        value === undefined
          ? `${here} is missing; it is ${expected}`
          : `${here} is ${shown(value)}; it must be ${expected}`,
      ];
    }
    case 'too_small':
      if (isCounted(issue.origin)) return [`${here} is empty`];
      return [`${here} is ${shown(value)}; it must be at least ${String(issue.minimum)}`];
    case 'too_big':
      if (isCounted(issue.origin))
        return [
          `${here} has ${lengthOf(value)} ${COUNTED[issue.origin]}; it may have at most ${String(issue.maximum)}`,
        ];
      return [`${here} is ${shown(value)}; it must be at most ${String(issue.maximum)}`];
    case 'custom':
      return [`${here} ${issue.message}`];
    default:
      return [`${here}: ${issue.message}`];
  }
};

/** Every violation in words, each with its path. `root`: the JSON that was validated. */
export const describeIssues = (issues: readonly Issue[], root: unknown): string[] =>
  issues.flatMap((issue) => describeIssue(issue, root));
