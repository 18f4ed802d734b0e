import { expect, it } from 'vitest';
import { diagnoseAtKinks } from './diagnose-at-kinks.ts';
import type { LayerPlace } from './evidence/layer-place.ts';
import { suspectTensor } from './evidence/suspect-tensor.ts';
import { suspect } from './planted-tensor.fixture.ts';

/** A gradient with its sign flipped, of which so many entries are at kinks: gradapprox is the gradient itself there. */
const flipped = (atKinks: number, propagated?: (right: Float64Array) => Float64Array) => {
  const planted = suspect([8], 3, (right) => right.map((g) => -g));
  const right = planted.grad.map((g) => -g);
  const gradapprox = planted.gradapprox.map((a, i) => (i < atKinks ? planted.grad[i]! : a));
  const replay = { gradient: () => propagated?.(right) ?? right, activationOf: () => 'tanh' };
  const place = { layer: 1, role: 'biases', units: [8, 8], wrongUpTo: null, replay } as unknown as LayerPlace;
  return suspectTensor({ ...planted, gradapprox, place });
};

it('tells the cause by the derivatives that backward propagation takes at kinks', () => {
  expect(diagnoseAtKinks(flipped(2), 2).kind).toBe('sign');
  expect(diagnoseAtKinks(flipped(2), 3).kind).toBe('sign');
});

it('replaces no more entries than are at kinks', () => {
  expect(diagnoseAtKinks(flipped(2), 1).kind).toBe('entries');
  expect(diagnoseAtKinks(flipped(2), 0).kind).toBe('entries');
});

it('says what it said where those tell no cause either', () => {
  const nonsense = (right: Float64Array) => right.map((g, i) => (i < 2 ? 7 + i : g));
  expect(diagnoseAtKinks(flipped(2, nonsense), 2).kind).toBe('entries');
});

it('keeps a cause that gradapprox shows', () => {
  const planted = flipped(0, (right) => right.map((g) => -g / 3)); // of which the gradient would be thrice as large
  expect(diagnoseAtKinks(planted, 8).kind).toBe('sign');
});

it('keeps to gradapprox where the other derivatives show no more than places', () => {
  const planted = suspect([8], 3, (right) => right.map((g, i) => 7 + i * g));
  const replay = { gradient: () => planted.grad.with(0, 5), activationOf: () => 'tanh' }; // all but an entry right
  const place = { layer: 1, role: 'biases', units: [8, 8], wrongUpTo: null, replay } as unknown as LayerPlace;
  expect(diagnoseAtKinks(suspectTensor({ ...planted, place }), 8).kind).toBe('unexplained');
});

it('has nothing but gradapprox in a function', () => {
  const tensor = suspectTensor({ ...flipped(2), place: null });
  expect(diagnoseAtKinks(tensor, 2).kind).toBe('entries');
});
