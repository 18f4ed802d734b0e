import { expect, it } from 'vitest';
import { coverageText, plural, stepText } from './circumstance-text.ts';

const tensor = {
  name: 'w',
  shape: [2],
  difference: 0,
  verdict: 'correct',
  diagnosis: null,
  worst: [],
  numericalError: 0,
} as const;

it('counts in words', () => {
  expect([0, 1, 1537].map((count) => plural(count, 'coordinate'))).toEqual([
    '0 coordinates',
    '1 coordinate',
    '1,537 coordinates',
  ]);
});

it('tells the median of steps that were searched roughly, a given step exactly', () => {
  const searched = [{ ...tensor, errorBound: 1e-12 }];
  expect(stepText({ epsilon: 0.0009765625, method: 'textbook', tensors: searched })).toBe('about 0.001');
  expect(stepText({ epsilon: 2e-7, method: 'textbook', tensors: [tensor] })).toBe('2e-7');
  expect(stepText({ epsilon: 1e-9, method: 'incremental', tensors: searched })).toBe('1e-9'); // probes of a network
});

it('says what was looked at', () => {
  const all = { checked: 1, parameters: 1_000_000 };
  expect(coverageText({ ...all, coverage: { kind: 'sample', coordinates: 1 } })).toBe(
    '1 of 1,000,000 coordinates',
  );
  expect(coverageText({ ...all, coverage: { kind: 'probe', probes: 3, evaluations: 30 } })).toBe(
    '3 probes of each tensor, 1 of 1,000,000 coordinates by themselves',
  );
});
