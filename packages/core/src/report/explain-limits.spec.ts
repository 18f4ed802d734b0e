import { layoutOf } from '@gradproof/flatteners';
import { describe, expect, it } from 'vitest';
import type { Judgements, TensorJudgement } from '../judge/judge-evidence.ts';
import { explainExcess, explainLimits, explainUnsettled } from './explain-limits.ts';

const layout = layoutOf(['u', 'v', 'w'].map((name) => ({ name, shape: [1] })));

const sound: TensorJudgement = {
  verdict: 'correct',
  difference: 1e-9,
  numericalError: 1e-9,
  hindrance: null,
  uncertainty: 2e-9,
  limit: 4e-6,
  entryLimit: 4e-6,
  roundingNorm: 0,
  numerical: 1,
};
const judged = (...tensors: Partial<TensorJudgement>[]) =>
  ({ tensors: tensors.map((tensor) => ({ ...sound, ...tensor })) }) as unknown as Judgements;

describe('what would have been seen', () => {
  it('is the largest limit as a part of its tensor', () => {
    expect(explainLimits(layout, judged({}))).toBe(' Errors above 0.0004 % of u would have been seen.');
    expect(explainLimits(layout, judged({}, { limit: 3e-2, numerical: 2 }, {}))).toBe(
      ' Errors above 1.5 % of a tensor (v has the largest limit) would have been seen.',
    );
  });

  it('is a size for what is small beside the others', () => {
    const text = explainLimits(layout, judged({}, { numerical: 1e-9, limit: 2e-8 }, { numerical: 0, limit: 3e-8 }));
    expect(text).toContain('Errors above 0.0004 % of u would have been seen.');
    expect(text).toContain('v and w are 0 to rounding, or small beside the others: errors above 3.0e-8 would have been seen.');
  }); // prettier-ignore
});

describe('what is above the threshold', () => {
  it.each<[string, Partial<TensorJudgement>]>([
    ['the rounding of the gradient as it is given', { roundingNorm: 1e-6, uncertainty: 2e-6 }],
    ['the error of the numerical gradient', { roundingNorm: 0, uncertainty: 2e-6 }],
  ])('comes of %s', (source, tensor) => {
    const text = explainExcess(layout, judged({ difference: 1e-6, numericalError: 3e-6, ...tensor }), 2e-7);
    expect(text).toBe(` The difference of u is above the threshold, but ${source} is up to 3.0e-6 there.`);
  });

  it('is nothing where none is', () => {
    expect(explainExcess(layout, judged({}), 2e-7)).toBe('');
  });
});

describe('what is unsettled', () => {
  it('is named by its causes, with how large an error could hide', () => {
    const open = { verdict: 'inconclusive', limit: 0.03, hindrance: 'round-off' } as const;
    const text = explainUnsettled(layout, judged(open, {}, { ...open, hindrance: 'precision', limit: 2 }));
    expect(text).toBe(
      'Of u neither right nor wrong can be claimed: the round-off of J leaves the numerical gradient uncertain, so that an error of 3 % could not be seen. Of w neither right nor wrong can be claimed: the gradient is given in too low a precision, so that no error could be seen.',
    );
  });
});
