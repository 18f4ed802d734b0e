import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asMatrix, binByMaximum } from './bins.ts';
import { severityOf } from './gradient-entries.ts';

const shapes = fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 3 });
const most = fc.record({ rows: fc.integer({ min: 1, max: 12 }), columns: fc.integer({ min: 1, max: 12 }) });

describe('binByMaximum', () => {
  it('lets every bin be represented by its worst entry, so that no bad entry is lost', () => {
    fc.assert(
      fc.property(shapes, most, fc.infiniteStream(fc.double({ min: -1, max: 1 })), (shape, limit, stream) => {
        const size = shape.reduce((product, length) => product * length, 1);
        const grad = Float64Array.from(stream.take(size));
        const gradapprox = new Float64Array(size);
        const { rows, columns, cell, places } = binByMaximum(shape, grad, gradapprox, limit);
        expect(rows).toBeLessThanOrEqual(limit.rows);
        expect(columns).toBeLessThanOrEqual(limit.columns);

        const width = asMatrix(shape)[1];
        const worst = new Map<number, number>();
        grad.forEach((g, place) => {
          const row = Math.floor(Math.floor(place / width) / cell.rows);
          const bin = row * columns + Math.floor((place % width) / cell.columns);
          worst.set(bin, Math.max(worst.get(bin) ?? 0, severityOf(g, 0)));
        });
        expect([...places].map((place) => severityOf(grad[place]!, 0))).toEqual(
          [...places].map((_, bin) => worst.get(bin)),
        );
      }),
    );
  });

  it('takes what is not finite for the worst', () => {
    const grad = Float64Array.of(1e300, NaN, 3, 4);
    expect([...binByMaximum([4], grad, new Float64Array(4), { rows: 1, columns: 2 }).places]).toEqual([1, 3]);
  });

  it.each([
    [[], [1, 1]],
    [[7], [1, 7]],
    [
      [7, 1],
      [1, 7],
    ],
    [
      [3, 5],
      [3, 5],
    ],
    [
      [2, 3, 5],
      [6, 5],
    ],
    [
      [2, 3, 1],
      [2, 3],
    ],
    [
      [64, 32, 3, 3],
      [64, 288],
    ],
  ])('lays the shape %j out as %j', (shape, matrix) => {
    expect(asMatrix(shape)).toEqual(matrix);
  });
});
