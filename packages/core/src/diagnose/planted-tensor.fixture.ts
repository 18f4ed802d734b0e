import fc from 'fast-check';
import { createRandom } from '../numerics/random.ts';
import { normOf } from '../numerics/vectors.ts';
import { diagnose } from './diagnose.ts';
import { suspectTensor, type SuspectTensor } from './evidence/suspect-tensor.ts';

/** Relative noise of gradapprox in these tests, and the error that is told of it. */
export const NOISE = 1e-9;

/** How many entries a tensor of the shape has. */
export const sizeOf = (shape: readonly number[]) => shape.reduce((product, length) => product * length, 1);

/** Entries of either sign and of ordinary size, none near zero or another's: chance must not look like a mistake. */
export const numbers = (size: number, seed: number): Float64Array => {
  const random = createRandom(seed);
  const ranks = Array.from({ length: size }, (_, rank) => ({ rank, key: random() })).sort(
    (a, b) => a.key - b.key,
  );
  return Float64Array.from(ranks, ({ rank }) => {
    const magnitude = 0.2 + (rank + random() / 2) / size;
    return random() < 0.5 ? -magnitude : magnitude;
  });
};

/** A function's tensor whose gradient is `plant` of the true one; gradapprox is the true one with noise. */
export const suspect = (
  shape: readonly number[],
  seed: number,
  plant: (right: Float64Array, theta: Float64Array) => Float64Array,
): SuspectTensor => {
  const size = sizeOf(shape);
  const [right, theta, noise] = [numbers(size, seed), numbers(size, seed + 1), numbers(size, seed + 2)];
  return suspectTensor({
    name: 'W1',
    shape,
    partOf: (vector) => vector,
    theta,
    grad: plant(right, theta),
    gradapprox: right.map((g, i) => g + NOISE * noise[i]!),
    error: NOISE * normOf(noise),
    threshold: 2e-7,
    place: null,
  });
};

/** Scalars, single entries, rows, columns, squares, anything up to three axes. */
export const shapes: fc.Arbitrary<readonly number[]> = fc.oneof(
  fc.constantFrom<readonly number[]>([], [1], [1, 1], [1, 5], [5, 1], [2, 2], [4, 4], [7], [3, 3, 3]),
  fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 3 }),
);
/** Seeds of the entries. */
export const seeds = fc.nat(2 ** 31);
/** Those with at least so many entries. */
export const withEntries = (least: number) => shapes.filter((shape) => sizeOf(shape) >= least);

/** The kind of the diagnosis that a tensor gets. */
export const diagnosedKind = (tensor: SuspectTensor) => diagnose(tensor).kind;
