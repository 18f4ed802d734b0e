import { layoutOf } from '@gradproof/flatteners';
import { expect, it } from 'vitest';
import { diagnosesElsewhere } from './diagnoses-elsewhere.ts';
import type { Diagnosis } from './diagnosis.ts';

const { tensors } = layoutOf(['a', 'b', 'c'].map((name) => ({ name, shape: [2] })));
const found: readonly (Diagnosis | null)[] = [
  { kind: 'unexplained', message: '', cosine: 0.9, ratio: 1 },
  { kind: 'sign', message: '' },
  null,
];

it('a gradient of before a step of descent is stale where no cause is known', () => {
  const [first, ...others] = diagnosesElsewhere(tensors, found, 0.05);
  expect(first).toMatchObject({
    kind: 'stale',
    step: 0.05,
    message: expect.stringContaining('da is') as string,
  });
  expect(others).toEqual(found.slice(1));
});

it.each([null, -0.05, 0])('one of after a step, or of no known point, is not: %s', (step) => {
  expect(diagnosesElsewhere(tensors, found, step)).toEqual(found);
});
