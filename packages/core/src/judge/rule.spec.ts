import { describe, expect, it } from 'vitest';
import { exactTensor, standard } from './evidence.fixture.ts';
import { type Ruling, ruleOn, type Standard, type TensorEvidence } from './rule.ts';

/** How a tensor is ruled on, alone or beside others. */
const rule = (
  tensor: Partial<TensorEvidence>,
  by: Partial<Standard> = {},
  others: readonly Partial<TensorEvidence>[] = [],
): Ruling =>
  ruleOn(
    [tensor, ...others].map((changed) => ({ ...exactTensor, ...changed })),
    { ...standard, ...by },
  )[0]!;

const stateOf = (...given: Parameters<typeof rule>) => rule(...given).state;

describe('a tensor', () => {
  it('is confirmed where both gradients are the same, and known', () => {
    expect(rule({})).toEqual({ state: 'confirmed', uncertainty: 0, limit: 4e-7, entryLimit: 4e-7 });
  });

  it('is refuted where X > T·S, S = G + A', () => {
    for (const [claim, numerical] of [[1, 1], [3, 5], [0, 1], [1, 0]] as const) {
      const bound = 2e-7 * (claim + numerical);
      const at = (beyond: number) => stateOf({ claim, numerical, beyond, beyondRounding: beyond });
      expect([at(0.99 * bound), at(1.01 * bound)], `${claim}, ${numerical}`).toEqual(['confirmed', 'refuted']);
    }
  }); // prettier-ignore

  it('takes the threshold as it is given', () => {
    expect(stateOf({ beyond: 1e-3, beyondRounding: 1e-3 }, { threshold: 1e-2 })).toBe('confirmed');
    expect(stateOf({ beyond: 1e-9, beyondRounding: 1e-9 }, { threshold: 1e-10 })).toBe('refuted');
  });

  it.each([{ isFinite: false }, { ties: 'refused' as const }])(
    'is refuted with %o, whatever else',
    (given) => {
      expect(stateOf({ ...given, error: Infinity })).toBe('refuted');
    },
  );
});

describe('the rounding of a right claim', () => {
  const rounding = 1e-5;

  it('is allowed as a norm: six times ‖π‖', () => {
    const at = (times: number) => stateOf({ rounding, beyond: times * rounding });
    expect([at(5.9), at(6.1)]).toEqual(['confirmed', 'refuted']);
  });

  it('is allowed entry by entry: what is beyond 16π counts as without', () => {
    expect(stateOf({ rounding, beyond: 5 * rounding, beyondRounding: 3.9e-7 })).toBe('confirmed');
    expect(stateOf({ rounding, beyond: 5 * rounding, beyondRounding: 4.1e-7 })).toBe('refuted');
  });

  it('enters the limits: U = 2·6‖π‖, of an entry the lesser of that and 2·16π', () => {
    expect(rule({ rounding, largestRounding: rounding }).uncertainty).toBeCloseTo(1.2e-4, 12);
    expect(rule({ rounding, largestRounding: rounding }).entryLimit).toBeCloseTo(4e-7 + 1.2e-4, 12);
    expect(rule({ rounding, largestRounding: rounding / 10 }).entryLimit).toBeCloseTo(4e-7 + 3.2e-5, 12);
  });

  it('leaves a tensor unsettled where it is more than a hundredth of it', () => {
    expect([stateOf({ rounding: 0.99e-2 / 12 }), stateOf({ rounding: 1.01e-2 / 12 })]).toEqual(['confirmed', 'unsettled']); // prettier-ignore
  });

  it('may be a quarter of a claim in 16 bits', () => {
    const at = (uncertainty: number) => stateOf({ rounding: uncertainty / 12 }, { resolution: 1 / 4 });
    expect([at(0.249), at(0.251)]).toEqual(['confirmed', 'unsettled']);
  });

  it('that can’t be measured leaves unsettled what it may explain: up to a thousandth of S', () => {
    const at = (beyond: number) => rule({ beyond, beyondRounding: beyond }, { unmeasured: 1e-3 });
    expect([at(1e-8), at(1.9e-3), at(2.1e-3)].map(({ state }) => state)).toEqual(['confirmed', 'unsettled', 'refuted']); // prettier-ignore
    expect(at(1e-8).limit).toBeCloseTo(4e-7, 15);
    expect(at(1.9e-3).limit).toBeCloseTo(2e-3, 15);
  });
});

describe('the error of the numerical gradient', () => {
  it('is half of what may be hidden: U = 2‖e‖', () => {
    expect(rule({ error: 1e-4, largestError: 2e-5 })).toMatchObject({ uncertainty: 2e-4, limit: 2e-4 + 4e-7, entryLimit: 4e-5 + 4e-7 }); // prettier-ignore
    expect(rule({ unseenError: 1e-4 })).toMatchObject({ uncertainty: 2e-4, entryLimit: 2e-4 + 4e-7 });
  });

  it('is allowed for X only where it is known by its norm alone', () => {
    const at = (times: number) => stateOf({ engineError: 1e-6, beyond: times * 1e-6, beyondRounding: times * 1e-6 }); // prettier-ignore
    expect([at(1.3), at(1.5)]).toEqual(['confirmed', 'refuted']);
    expect(stateOf({ unseenError: 1e-6, beyond: 1.3e-6, beyondRounding: 1.3e-6 })).toBe('refuted');
    expect(rule({ engineError: 1e-6 }).limit).toBeCloseTo(2.4e-6, 15);
  });

  it.each([
    ['a hundredth of the tensor', 0.99e-2, 1.01e-2, {}],
    ['the threshold, where that is more', 0.19, 0.21, { threshold: 0.2 }],
  ])('may be %s', (_what, less, more, by) => {
    expect(stateOf({ error: less / 2 }, by)).toBe('confirmed');
    expect(stateOf({ error: more / 2 }, by)).toBe('unsettled');
  });

  it('may be a thousandth of the whole gradient, of a tensor that is small beside the others', () => {
    const at = (uncertainty: number) =>
      stateOf({ claim: 1e-4, numerical: 1e-4, error: uncertainty / 2 }, {}, [{ claim: 3, numerical: 3 }, { claim: 4, numerical: 4 }]); // prettier-ignore
    expect([at(4.9e-3), at(5.1e-3)]).toEqual(['confirmed', 'unsettled']);
  });

  it('neither confirms nor refutes where it is infinite, or unknown', () => {
    expect([stateOf({ error: Infinity }), stateOf({ error: NaN })]).toEqual(['unsettled', 'unsettled']);
    expect(stateOf({ error: Infinity, beyond: 1, beyondRounding: 1 })).toBe('refuted'); // what lies beyond it
  });

  it('of one tensor is not of another', () => {
    expect(stateOf({}, {}, [{ error: Infinity }])).toBe('confirmed');
    expect(stateOf({ beyond: 1e-3, beyondRounding: 1e-3 }, {}, [{ error: 10 }])).toBe('refuted');
  });
});

describe('ties that can’t be told', () => {
  it('leave a tensor unsettled, but not one that is refuted by its other entries', () => {
    expect(stateOf({ ties: 'unsettled' })).toBe('unsettled');
    expect(stateOf({ ties: 'unsettled', beyond: 1, beyondRounding: 1 })).toBe('refuted');
  });
});

describe('a gradient that is 0 to rounding, all of it', () => {
  const zero = { claim: 1e-9, numerical: 1e-9, error: 1e-8 };

  it('is confirmed where what could be hidden moves J by less than 10⁻⁶ of itself over the length of θ', () => {
    const { limit } = rule(zero);
    expect(stateOf(zero, { cost: 1.01e7 * limit, thetaNorm: 10 })).toBe('confirmed');
    expect(stateOf(zero, { cost: 0.99e7 * limit, thetaNorm: 10 })).toBe('unsettled');
  });

  it('is confirmed where the claim is exactly 0 and J is flat', () => {
    const at = (given: Partial<TensorEvidence>) => stateOf({ ...zero, numerical: 0, ...given }, { cost: 0 });
    expect(at({ claim: 0, isFlat: true })).toBe('confirmed');
    expect(at({ claim: 0 })).toBe('unsettled');
    expect(at({ isFlat: true })).toBe('unsettled');
  });

  it('is confirmed where all of g, a and U are 0: 0/0 = 0', () => {
    expect(stateOf({ claim: 0, numerical: 0 }, { cost: 0 })).toBe('confirmed');
    expect(stateOf({ claim: 0, numerical: 0, error: 1e-300 }, { cost: 0 })).toBe('unsettled');
  });

  it('is refuted like any other where the numerical one isn’t 0', () => {
    expect(stateOf({ claim: 0, numerical: 1, beyond: 1, beyondRounding: 1 })).toBe('refuted');
  });

  it('is none where one tensor isn’t', () => {
    expect(stateOf(zero, { cost: 0 }, [{}])).toBe('confirmed'); // small beside the other
  });
});
