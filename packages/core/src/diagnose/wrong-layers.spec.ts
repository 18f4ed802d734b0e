import { describe, expect, it } from 'vitest';
import type { Aggregate } from '../contract/sums.ts';
import type { Judgements } from '../judge/judge.ts';
import { sumOfSquares } from '../numerics/sum-of-squares.ts';
import { lastWrongLayer } from './wrong-layers.ts';

type State = 'wrong' | 'right' | 'zero';

/** The last wrong layer of a network W1, b1, W2, b2, …; `zero`: right, both gradients are zero. */
const lastOf = (...states: readonly State[]): number | null => {
  const tensors = states.map((state) => {
    const squares = sumOfSquares(Float64Array.of(state === 'zero' ? 0 : 1));
    return { grad: squares, gradapprox: squares };
  });
  const judged = states.map((state) => ({ verdict: state === 'wrong' ? 'incorrect' : 'correct' }));
  return lastWrongLayer({ tensors } as unknown as Aggregate, { tensors: judged } as unknown as Judgements);
};

describe('the last wrong layer', () => {
  it('is that up to which all layers are wrong as a whole, and beyond which all are right', () => {
    expect(lastOf('wrong', 'wrong', 'right', 'right')).toBe(1);
    expect(lastOf('wrong', 'wrong', 'wrong', 'wrong', 'right', 'right')).toBe(2);
    expect(lastOf('wrong', 'wrong', 'wrong', 'wrong')).toBe(2);
  });

  it('may have a tensor whose gradients are zero', () => {
    expect(lastOf('wrong', 'zero', 'wrong', 'wrong', 'right', 'right')).toBe(2);
    expect(lastOf('wrong', 'zero', 'wrong', 'right', 'right', 'right')).toBeNull();
  });

  it('is not told by a single wrong tensor', () => {
    expect(lastOf('wrong', 'zero', 'right', 'right')).toBeNull();
    expect(lastOf('wrong', 'zero', 'wrong', 'zero', 'right', 'right')).toBe(2);
  });

  it.each<readonly [string, readonly State[]]>([
    ['the first layer is right', ['right', 'right', 'wrong', 'wrong']],
    ['a layer is wrong in part', ['wrong', 'right', 'wrong', 'wrong']],
    ['a later one is wrong again', ['wrong', 'wrong', 'right', 'right', 'wrong', 'wrong']],
    ['there is a single layer', ['wrong', 'wrong']],
    ['nothing is wrong', ['right', 'right', 'right', 'right']],
  ])('is none where %s', (_what, states) => {
    expect(lastOf(...states)).toBeNull();
  });
});
