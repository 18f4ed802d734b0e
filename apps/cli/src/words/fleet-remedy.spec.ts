import type { Remedy } from '@gradproof/queue';
import { expect, it } from 'vitest';
import { wordRemedy } from './fleet-remedy.ts';

it.each<[Remedy, RegExp]>([
  [{ kind: 'reach-redis' }, /--redis or GRADPROOF_REDIS_URL/],
  [{ kind: 'start-worker', engine: 'gpu' }, /gradproof-worker --engine gpu/],
  [{ kind: 'start-worker', engine: 'function' }, /gradproof-worker --modules FOLDER/],
])('%o is worded for the command line', (remedy, text) => {
  expect(wordRemedy(remedy)).toMatch(text);
});
