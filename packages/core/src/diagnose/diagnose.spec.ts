import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../numerics/random.ts';
import { normOf } from '../numerics/vectors.ts';
import { axisOrders, transposedPlaces } from './evidence/axis-orders.ts';
import { diagnose } from './diagnose.ts';
import { forEachInSlices, slicesAlong, wideAxes } from './evidence/slices.ts';
import { suspectTensor, type SuspectTensor } from './evidence/suspect-tensor.ts';

/** Relative noise of gradapprox in these tests, and the error that is told of it. */
const NOISE = 1e-9;

const sizeOf = (shape: readonly number[]) => shape.reduce((product, length) => product * length, 1);

/** Entries of either sign and of ordinary size, none near zero or another's: chance must not look like a mistake. */
const numbers = (size: number, seed: number): Float64Array => {
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
const suspect = (
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
const shapes: fc.Arbitrary<readonly number[]> = fc.oneof(
  fc.constantFrom<readonly number[]>([], [1], [1, 1], [1, 5], [5, 1], [2, 2], [4, 4], [7], [3, 3, 3]),
  fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 3 }),
);
const seeds = fc.nat(2 ** 31);
const withEntries = (least: number) => shapes.filter((shape) => sizeOf(shape) >= least);

const kindOf = (tensor: SuspectTensor) => diagnose(tensor).kind;

describe('diagnose', () => {
  it('names NaN and infinities, and where the first is', () => {
    fc.assert(
      fc.property(shapes, seeds, fc.constantFrom(NaN, Infinity, -Infinity), (shape, seed, bad) => {
        const tensor = suspect(shape, seed, (right) =>
          right.map((g, i) => (i === right.length - 1 ? bad : g)),
        );
        const index = shape.map((length) => length - 1);
        expect(diagnose(tensor)).toMatchObject({ kind: 'non-finite', of: 'grad', index, entries: 1 });
      }),
    );
  });

  it('names a cost that is not finite beside θ', () => {
    const tensor = suspect([2, 2], 1, (right) => right);
    const diagnosis = diagnose(suspectTensor({ ...tensor, gradapprox: Float64Array.of(1, NaN, 1, NaN) }));
    expect(diagnosis).toMatchObject({ kind: 'non-finite', of: 'gradapprox', index: [0, 1], entries: 2 });
  });

  it('names a gradient that was never written', () => {
    fc.assert(
      fc.property(shapes, seeds, (shape, seed) => {
        expect(kindOf(suspect(shape, seed, (right) => right.map(() => 0)))).toBe('zero');
      }),
    );
  });

  it('names a wrong sign', () => {
    fc.assert(
      fc.property(shapes, seeds, (shape, seed) => {
        expect(kindOf(suspect(shape, seed, (right) => right.map((g) => -g)))).toBe('sign');
      }),
    );
  });

  it('finds any factor, of either sign', () => {
    const factors = fc.double({ min: 0.01, max: 100, noNaN: true }).filter((k) => Math.abs(k - 1) > 1e-3);
    fc.assert(
      fc.property(withEntries(2), seeds, factors, fc.boolean(), (shape, seed, size, isNegative) => {
        const factor = isNegative ? -size : size;
        const diagnosis = diagnose(suspect(shape, seed, (right) => right.map((g) => factor * g)));
        expect(diagnosis.kind).toBe('scale');
        const found = diagnosis.kind === 'scale' ? diagnosis.factor : NaN;
        // the fit averages the noise; a name may replace it by a number within the threshold and the noise
        expect(Math.abs(found / factor - 1)).toBeLessThan(1e-6);
      }),
    );
  });

  it.each([
    [2, '2'],
    [0.5, '1/2'],
    [-2, '2'],
    [Math.SQRT2, '√2'],
    [7, 'n'],
    [1 / 7, '1/n'],
    [1 / Math.sqrt(7), '1/√n'],
    [3.7, null],
  ])('names the factor %d of a vector of seven: %s', (factor, name) => {
    const diagnosis = diagnose(suspect([7], 3, (right) => right.map((g) => factor * g)));
    expect(diagnosis).toMatchObject({ kind: 'scale', name });
  });

  it.each([
    [[9, 3], 3, 'n', '3 is the length of axis 1; it is multiplied by n, or a 1/n is missing'],
    [[16], 4, '√n', 'a factor 4 is missing or one too many (it is also √n: 16 is the number of entries)'],
    [[5], Math.sqrt(5), '√n', '5 is the number of entries; it is multiplied by √n, or a 1/√n is missing'],
    [[2, 3], 1 / 2, '1/2', 'or a ½ is one too many (2 is also the length of axis 0)'],
  ])('takes a factor for a count before the root of one: shape %j, %d', (shape, factor, name, origin) => {
    const diagnosis = diagnose(suspect(shape, 3, (right) => right.map((g) => factor * g)));
    expect(diagnosis).toMatchObject({ kind: 'scale', name });
    expect(diagnosis.message).toContain(origin);
  });

  it.each([
    [1.00003, 'dW1 is (1 + 0.00003) times'],
    [0.9995, 'dW1 is (1 − 0.0005) times'],
    [-1.001, 'dW1 is −(1 + 0.001) times'],
    [0.3334, 'dW1 is 0.3334 times'],
    [1 / 3, 'dW1 is 1/3 of'],
    [-1 / 3, 'dW1 is −1/3 of'],
  ])('writes the factor as it is: %d', (factor, words) => {
    expect(diagnose(suspect([7], 3, (right) => right.map((g) => factor * g))).message).toContain(words);
  });

  it('takes a factor of a single entry for evidence where another tensor has it', () => {
    const tensor = suspect([1, 1], 1, (right) => right.map((g) => 3.7 * g));
    expect(kindOf(suspectTensor({ ...tensor, factors: [0.5, 3.7] }))).toBe('scale');
    expect(kindOf(suspectTensor({ ...tensor, factors: [3.6] }))).toBe('unexplained');
  });

  it('takes a factor of a single entry for no evidence, unless it has a name', () => {
    expect(kindOf(suspect([1, 1], 1, (right) => right.map((g) => 3.7 * g)))).toBe('unexplained');
    expect(kindOf(suspect([1, 1], 1, (right) => right.map((g) => 2 * g)))).toBe('scale');
  });

  it.each([3, -3, 1 / 5])(
    'takes a small whole number, or its inverse, for evidence in a scalar: %d',
    (factor) => {
      const diagnosis = diagnose(suspect([], 1, (right) => right.map((g) => factor * g)));
      expect(diagnosis).toMatchObject({ kind: 'scale', factor, name: null });
    },
  );

  it('finds any order of the axes, read forwards and backwards', () => {
    const many = withEntries(4).filter((shape) => wideAxes(shape).length >= 2);
    fc.assert(
      fc.property(many, seeds, fc.nat(), fc.boolean(), (shape, seed, pick, isBackwards) => {
        const orders = axisOrders(shape);
        const places = transposedPlaces(shape, orders[pick % orders.length]!);
        const diagnosis = diagnose(
          suspect(shape, seed, (right) => {
            if (!isBackwards) return right.map((_, k) => right[places[k]!]!);
            const moved = new Float64Array(right.length);
            places.forEach((place, k) => (moved[place] = right[k]!));
            return moved;
          }),
        );
        expect(diagnosis.kind).toBe('transposed');
        const axes = diagnosis.kind === 'transposed' ? diagnosis.axes : [];
        if (!isBackwards) expect(axes).toEqual(orders[pick % orders.length]);
      }),
    );
  });

  it('tells the order of the axes from its inverse', () => {
    const places = transposedPlaces([3, 3, 3], [2, 0, 1]);
    const tensor = suspect([3, 3, 3], 4, (right) => right.map((_, k) => right[places[k]!]!));
    expect(diagnose(tensor)).toMatchObject({ kind: 'transposed', axes: [2, 0, 1] });
  });

  it('transposes a matrix as NumPy does', () => {
    expect([...transposedPlaces([2, 3], [1, 0])]).toEqual([0, 3, 1, 4, 2, 5]);
    expect([...transposedPlaces([2, 3, 2], [2, 0, 1])]).toEqual([0, 2, 4, 6, 8, 10, 1, 3, 5, 7, 9, 11]);
  });

  it('finds a multiple of the parameter', () => {
    const coefficients = fc.double({ min: 1e-3, max: 10, noNaN: true });
    fc.assert(
      fc.property(withEntries(2), seeds, coefficients, fc.boolean(), (shape, seed, size, isMissing) => {
        const coefficient = isMissing ? -size : size;
        const diagnosis = diagnose(
          suspect(shape, seed, (right, theta) => right.map((g, i) => g + coefficient * theta[i]!)),
        );
        expect(diagnosis.kind).toBe('regularization');
        const found = diagnosis.kind === 'regularization' ? diagnosis.coefficient : NaN;
        expect(Math.abs(found / coefficient - 1)).toBeLessThan(1e-5); // noise 1e-9 against 1e-3·θ, twice a margin
      }),
    );
  });

  it('does not tell an L2 term from a constant where the parameter is the same everywhere', () => {
    const offset = suspect([6], 3, (right) => right.map((g) => g + 0.05));
    const ones = diagnose(suspectTensor({ ...offset, theta: new Float64Array(6).fill(1) }));
    expect(ones).toMatchObject({ kind: 'regularization' });
    expect(ones.message).toContain('or any constant: W1 is of the same size in every entry');
    const varied = diagnose(suspect([6], 3, (right, theta) => right.map((g, i) => g + 0.05 * theta[i]!)));
    expect(varied.message).not.toContain('constant');
  });

  it('finds slices in another order, along any axis', () => {
    fc.assert(
      fc.property(withEntries(2), seeds, fc.nat(), (shape, seed, pick) => {
        const axes = wideAxes(shape);
        const slices = slicesAlong(shape, axes[pick % axes.length]!);
        const random = createRandom(seed);
        const keys = Array.from({ length: slices.length }, random);
        const shuffled = keys.map((_, i) => i).sort((a, b) => keys[a]! - keys[b]!);
        const order = shuffled.every((from, at) => from === at) ? shuffled.toReversed() : shuffled;
        const diagnosis = diagnose(
          suspect(shape, seed, (right) => {
            const moved = new Float64Array(right.length);
            forEachInSlices(slices, (place, slice) => {
              moved[place] = right[place + (order[slice]! - slice) * slices.inner]!;
            });
            return moved;
          }),
        );
        expect(diagnosis).toMatchObject({
          kind: 'permuted',
          axis: slices.axis,
          moved: order.filter((from, at) => from !== at).length,
          slices: order.flatMap((from, at) => (from === at ? [] : [{ at, from }])).slice(0, 10),
        });
      }),
    );
  });

  it.each([
    ['sum', 1],
    ['mean', 1 / 4],
    [null, 0.77],
  ])('finds the same value along an axis: %s', (of, factor) => {
    const rows = diagnose(
      suspect([3, 4], 5, (right) => {
        const sum = (i: number) => right.subarray(4 * i, 4 * i + 4).reduce((a, b) => a + b, 0);
        return right.map((_, at) => factor * sum(Math.floor(at / 4)));
      }),
    );
    expect(rows).toMatchObject({ kind: 'broadcast', axes: [1], of });
  });

  it('does not say what was summed where the value is neither the sum nor the mean', () => {
    const clipped = suspect([6], 5, (right) => right.map(() => 0.05));
    expect(diagnose(clipped)).toMatchObject({ kind: 'broadcast', of: null });
    expect(diagnose(clipped).message).toContain('neither the sum nor the mean');
    expect(diagnose(clipped).message).toContain('clipped');
  });

  it('finds the same value everywhere', () => {
    const everywhere = diagnose(
      suspect([3, 4], 5, (right) => right.map(() => right.reduce((a, b) => a + b, 0) / 12)),
    );
    expect(everywhere).toMatchObject({ kind: 'broadcast', axes: [0, 1], of: 'mean' });
  });

  it('finds an index that is off by one, whatever stands at the edge', () => {
    const long = withEntries(3);
    fc.assert(
      fc.property(long, seeds, fc.constantFrom(1, -1), (shape, seed, by) => {
        const size = sizeOf(shape);
        const diagnosis = diagnose(
          suspect(shape, seed, (right) => right.map((_, at) => right[at - by] ?? 0.1234)),
        );
        const isVector = wideAxes(shape).length === 1;
        expect(diagnosis).toMatchObject({ kind: 'shifted', by });
        expect(diagnosis).toMatchObject({ axis: isVector ? shape.indexOf(size) : null });
      }),
    );
  });

  it('finds rows that are off by one', () => {
    const tensor = suspect([4, 3], 8, (right) => right.map((_, at) => (at < 3 ? 0 : right[at - 3]!)));
    expect(diagnose(tensor)).toMatchObject({ kind: 'shifted', axis: 0, by: 1 });
  });

  it('lists a few wrong entries, the worst first', () => {
    fc.assert(
      fc.property(withEntries(6), seeds, fc.integer({ min: 1, max: 3 }), (shape, seed, count) => {
        const diagnosis = diagnose(
          suspect(shape, seed, (right) => right.map((g, i) => (i < count ? g + (5 - i) : g))),
        );
        expect(diagnosis).toMatchObject({ kind: 'entries', count });
        const first = diagnosis.kind === 'entries' ? diagnosis.entries[0]! : null;
        expect(first!.index).toEqual(shape.map(() => 0));
        expect(first!.grad - first!.gradapprox).toBeCloseTo(5, 6); // noise 1e-9
      }),
    );
  });

  it('does not take a wrong entry among equal ones for a sum or a shift', () => {
    const ones = suspect([5], 1, (right) => right.map(() => 1));
    for (const gradapprox of [Float64Array.of(1, 1, 1, 1, 5), Float64Array.of(5, 1, 1, 1, 1)])
      expect(diagnose(suspectTensor({ ...ones, gradapprox }))).toMatchObject({ kind: 'entries', count: 1 });
    const most = suspectTensor({ ...ones, gradapprox: Float64Array.of(1, 2, 3, 4, 6) });
    expect(diagnose(most)).toMatchObject({ kind: 'broadcast', of: null });
  });

  it('sees that all wrong entries lie in one row, also when they are many', () => {
    const tensor = suspect([30, 30], 2, (right) => {
      const wrong = numbers(30, 77);
      return right.map((g, at) => (at >= 60 && at < 90 ? wrong[at - 60]! : g));
    });
    expect(diagnose(tensor)).toMatchObject({ kind: 'entries', count: 30, slice: { axis: 0, index: 2 } });
  });

  it('names slices of three axes so that it can be read', () => {
    const swapped = suspect([2, 3, 4], 5, (right) => right.map((_, at) => right[(at + 12) % 24]!));
    expect(diagnose(swapped).message).toContain('its slices 0 and 1 along axis 0 are swapped');
    const rolled = suspect([3, 3, 4], 5, (right) => right.map((_, at) => right[(at + 24) % 36]!));
    expect(diagnose(rolled).message).toContain('its slices along axis 0 are rolled by 1');
    const wrong = suspect([2, 3, 4], 5, (right) => right.map((g, at) => (at === 1 || at === 6 ? g + at : g)));
    expect(diagnose(wrong).message).toContain('wrong, all in slice 0 along axis 0 (');
  });

  it('says so when nothing explains it, and does not mistake chance for evidence', () => {
    fc.assert(
      fc.property(withEntries(2), seeds, (shape, seed) => {
        expect(kindOf(suspect(shape, seed, (right) => numbers(right.length, seed + 9)))).toBe('unexplained');
      }),
      { numRuns: 1000 },
    );
  });

  it('says so when the cost does not depend on the parameter', () => {
    const tensor = suspect([2, 3], 4, (right) => right);
    const diagnosis = diagnose(suspectTensor({ ...tensor, gradapprox: new Float64Array(6), error: 0 }));
    expect(diagnosis).toMatchObject({ kind: 'unexplained', cosine: null });
    expect(diagnosis.message).toContain('does not depend on W1');
  });

  it('is not led astray by numbers whose squares overflow or underflow', () => {
    for (const scale of [1e200, 1e-200]) {
      const tensor = suspect([4, 3], 6, (right) => right.map((g) => 3 * g));
      const scaled = suspectTensor({
        ...tensor,
        grad: tensor.grad.map((g) => g * scale),
        gradapprox: tensor.gradapprox.map((g) => g * scale),
        error: tensor.error * scale,
      });
      expect(diagnose(scaled)).toMatchObject({ kind: 'scale', name: 'n' });
    }
  });

  it('explains nothing where the numerical error is as large as the gradient', () => {
    const tensor = suspect([6], 6, (right) => right.map((g) => 40 * g + 3));
    expect(kindOf({ ...tensor, error: normOf(tensor.gradapprox) })).toBe('unexplained');
  });

  it('makes one sentence of each, that names the gradient', () => {
    fc.assert(
      fc.property(shapes, seeds, fc.nat(5), (shape, seed, pick) => {
        const plants = [
          (right: Float64Array) => right.map((g) => -g),
          (right: Float64Array) => right.map(() => 0),
          (right: Float64Array) => right.map((g) => 2 * g),
          (right: Float64Array) => right.toReversed(),
          (right: Float64Array) => numbers(right.length, seed + 9),
          (right: Float64Array) => right.map((g, i) => (i === 0 ? g + 1 : g)),
        ];
        const { message } = diagnose(suspect(shape, seed, plants[pick]!));
        expect(message).toContain('dW1');
        expect(message).not.toMatch(/NaN|undefined|null|\.$|\n/);
      }),
    );
  });
});
