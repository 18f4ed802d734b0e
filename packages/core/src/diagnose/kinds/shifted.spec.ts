import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diagnose } from '../diagnose.ts';
import { slicesAlong, wideAxes } from '../evidence/slices.ts';
import { suspectTensor } from '../evidence/suspect-tensor.ts';
import { seeds, sizeOf, suspect, withEntries } from '../planted-tensor.fixture.ts';
import { shifted } from './shifted.ts';

describe('shifted', () => {
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

  it.each<readonly [readonly number[], number | null, 1 | -1, string]>([
    [[4, 3], null, 1, 'entry'],
    [[4, 3], 0, 1, 'row'],
    [[4, 3], 1, -1, 'column'],
    [[3, 4, 2], 1, 1, 'slice along axis 1'],
    [[3, 4, 2], 2, -1, 'slice along axis 2'],
  ])('says what it is moved by: %j along axis %s by %d', (shape, axis, by, words) => {
    const { length, inner } = axis === null ? { length: sizeOf(shape), inner: 1 } : slicesAlong(shape, axis);
    const moved = shifted.explain(
      suspect(shape, 8, (right) =>
        right.map((_, at) => {
          const from = (Math.floor(at / inner) % length) - by;
          return from < 0 || from >= length ? 0.1234 : right[at - by * inner]!;
        }),
      ),
    )!;
    expect(moved).toMatchObject({ axis, by });
    expect(moved.message).toBe(`dW1 is the numerical gradient moved by one ${words}: an index is off by one`);
  });

  it('counts what is off by just what is allowed as right', () => {
    const allowed = 2 ** -20;
    const vectorTo = (gradapprox: number[], grad: number[]) => vector(gradapprox, grad, { error: allowed, threshold: 0 }); // prettier-ignore
    expect(vectorTo([1, 1, 5, 5, 9], [8, 1, 1, 5, 5 + allowed])).not.toBeNull();
    expect(vectorTo([1, 1, 5, 5, 9], [8, 1, 1, 5, 5 + 2 * allowed])).toBeNull();
    expect(vectorTo([1, 1 + allowed, 1, 5, 9], [8, 1, 1 + allowed, 1, 5])).not.toBeNull(); // two are mended beyond doubt
    expect(vectorTo([1, 1, 1 + allowed, 1 + allowed, 5], [8, 1, 1, 1 + allowed, 1 + allowed])).toBeNull(); // one is
    expect(vectorTo([0, allowed, 5, 0, 0, 0], [8, 0, allowed, 5, 0, 0])).toBeNull(); // a single one that isn't zero
  });

  /** gradapprox and what the gradient is instead, of a vector. */
  const vector = (gradapprox: number[], grad: number[], accuracy = {}) => {
    const planted = suspect([gradapprox.length], 1, (right) => right);
    const given = { grad: Float64Array.from(grad), gradapprox: Float64Array.from(gradapprox), error: 0 };
    return shifted.explain(suspectTensor({ ...planted, ...given, ...accuracy }));
  };

  it('needs two entries that it makes right', () => {
    expect(vector([1, 1, 5, 5, 9], [1, 1, 1, 5, 5])).toMatchObject({ kind: 'shifted', by: 1 });
    expect(vector([1, 1, 1, 5, 5], [1, 1, 1, 1, 5])).toBeNull();
  });

  it('needs two entries that are not zero', () => {
    expect(vector([0, 0, 5, 6, 0], [0, 0, 0, 5, 6])).toMatchObject({ kind: 'shifted', by: 1 });
    expect(vector([0, 0, 5, 0, 0], [0, 0, 0, 5, 0])).toBeNull();
  });

  it('sees two axes, either way along each', () => {
    for (const [down, along] of [[1, 1], [1, -1], [-1, 1], [-1, -1]] as const)
      for (let seed = 0; seed < 40; seed++) {
        const moved = shifted.explain(
          suspect([5, 4], seed, (right) =>
            right.map((_, at) => {
              const [row, column] = [Math.floor(at / 4) - down, (at % 4) - along];
              return row < 0 || row > 4 || column < 0 || column > 3 ? 0.1234 : right[4 * row + column]!;
            }),
          ),
        );
        const expected = { axis: 0, by: down, also: { axis: 1, by: along } };
        expect({ seed, ...moved }).toMatchObject({ seed, ...expected });
      } // prettier-ignore
  });
});
