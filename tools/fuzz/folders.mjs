import { Buffer } from 'node:buffer';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { below, NUMBERS, oneOf, TEXTS } from './draws.mjs';
import { mutatedBytes } from './mutate-bytes.mjs';

/** What a value of problem.json may be replaced by. */
const VALUES = [...NUMBERS.map((value) => (Number.isFinite(value) ? value : null)), ...TEXTS, true, [], {}, [[]], [{}], 'relu', 'softmax', 'data.npz']; // prettier-ignore

/** Every place of a JSON value: a record or a list, and a key of it. */
const placesOf = (value) =>
  typeof value === 'object' && value !== null
    ? Object.keys(value).flatMap((key) => [[value, key], ...placesOf(value[key])])
    : [];

const changes = [
  (random, holder, key) => (holder[key] = oneOf(random, VALUES)),
  (random, holder, key) => delete holder[key],
  (random, holder) => (holder[oneOf(random, TEXTS).slice(0, 1000)] = 1),
  (random, holder, key) => (holder[key] = Array(oneOf(random, [2, 100, 20_000])).fill(holder[key])),
];

/** problem.json with a value changed, or its text damaged. */
const changedJson = (random, text) => {
  if (random() < 0.3) return mutatedBytes(random, text);
  const json = JSON.parse(text);
  for (let left = 1 + below(random, 2); left > 0; left--) {
    const places = placesOf(json);
    if (places.length > 0) oneOf(random, changes)(random, ...oneOf(random, places));
  }
  const written = JSON.stringify(json);
  return random() < 0.1 ? Buffer.from(`\ufeff${written}`, oneOf(random, ['utf8', 'utf16le'])) : written;
};

/** A problem folder at `target`, of which one file or two are wrong. */
export const writeFolder = (random, original, target) => {
  cpSync(original, target, { recursive: true });
  for (let left = 1 + below(random, 2); left > 0; left--) {
    const name = oneOf(random, [
      'problem.json',
      'problem.json',
      'parameters.npz',
      'gradients.npz',
      'data.npz',
    ]);
    const file = join(target, name);
    const change = name === 'problem.json' ? changedJson : mutatedBytes;
    const content = readFileSync(file);
    try {
      writeFileSync(file, change(random, content));
    } catch {
      writeFileSync(file, mutatedBytes(random, content)); // it was no JSON any more
    }
  }
};
