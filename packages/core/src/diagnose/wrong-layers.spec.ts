import { describe, expect, it } from 'vitest';
import type { Aggregate } from '../contract/sums.ts';
import type { Judgements } from '../judge/judge-evidence.ts';
import { sumOfSquares } from '../numerics/sum-of-squares.ts';
import { lastWrongLayer } from './wrong-layers.ts';

type State = 'wrong' | 'right' | 'zero' | 'unwritten' | 'superfluous';

/** The last wrong layer of a network W1, b1, W2, b2, …; `zero`: right, both gradients are zero; wrong, too: `unwritten`, whose gradient alone is zero, and `superfluous`, whose numerical one is. */
const lastOf = (...states: readonly State[]): number | null => {
  const tensors = states.map((state) => {
    const squares = (...zeros: State[]) => sumOfSquares(Float64Array.of(zeros.includes(state) ? 0 : 1));
    return { grad: squares('zero', 'unwritten'), gradapprox: squares('zero', 'superfluous') };
  });
  const judged = states.map((state) => ({
    verdict: ['right', 'zero'].includes(state) ? 'correct' : 'incorrect',
  }));
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

  it.each(['unwritten', 'superfluous'] as const)('may have a tensor that is %s: it is wrong', (state) => {
    expect(lastOf('wrong', state, 'right', 'right')).toBe(1);
    expect(lastOf(state, 'right', 'wrong', 'wrong')).toBeNull();
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
