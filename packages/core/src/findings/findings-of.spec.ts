import { layoutOf } from '@gradproof/flatteners';
import { describe, expect, it } from 'vitest';
import { findingsOfKinks } from './findings-of.ts';

const layout = layoutOf([{ name: 'w', shape: [9] }]);
const bentAt = (coordinates: readonly number[], count = coordinates.length) => ({
  count,
  first: coordinates.map((coordinate) => ({ coordinate, lower: 0, upper: 1 })),
});

describe('kinks and jumps', () => {
  it('name three coordinates', () => {
    const [three] = findingsOfKinks(layout, bentAt([1, 2, 5]), []);
    expect(three!.message).toContain('along w[1], w[2], w[5]: its slopes');
    const [four] = findingsOfKinks(layout, bentAt([1, 2, 5, 6]), []);
    expect(four).toMatchObject({ kind: 'kinks', coordinates: 4 });
    expect(four!.message).toContain('along w[1], w[2], w[5] and 1 more: its slopes');
    expect(findingsOfKinks(layout, bentAt([1, 2, 5], 20), [])[0]!.message).toContain('and 17 more');
  });

  it('are told apart: a jump has slopes on both sides, too', () => {
    const findings = findingsOfKinks(layout, bentAt([1, 2, 5]), [2]);
    expect(findings).toMatchObject([{ kind: 'kinks', coordinates: 2 }, { kind: 'jumps', coordinates: 1 }]); // prettier-ignore
    expect(findings[0]!.message).toContain('along w[1], w[5]:');
    expect(findingsOfKinks(layout, bentAt([2]), [2]).map(({ kind }) => kind)).toEqual(['jumps']);
    expect(findingsOfKinks(layout, bentAt([]), [])).toEqual([]);
  });
});
