import { type Claim, named, type TieKind } from './tie-case.fixture.ts';
import { maximum } from './ties-of-maxima.fixture.ts';
import { absolutes, oneRelu } from './ties-of-relus.fixture.ts';

/** Groups of a relu, a max and absolute values, their coordinates shuffled; of a wrong claim one group is wrong. */
export const mixedGroups: TieKind = (random, size) => {
  const each = Math.max(2, Math.round(size / 3));
  const cases = [oneRelu(random, each), maximum(random, each), absolutes(random, each)];
  const total = cases.reduce((sum, { theta }) => sum + theta.length, 0);
  const places = Array.from({ length: total }, (_, i) => i);
  for (let k = total - 1; k > 0; k--) {
    const other = Math.floor(random() * (k + 1));
    [places[k], places[other]] = [places[other]!, places[k]!];
  }
  let from = 0;
  const parts = cases.map(({ theta }) => places.slice(from, (from += theta.length)));
  const together = (of: (which: number) => Float64Array) => {
    const whole = new Float64Array(total);
    parts.forEach((part, which) => {
      const values = of(which);
      part.forEach((i, k) => (whole[i] = values[k]!));
    });
    return whole;
  };
  const pick = (claims: readonly Claim[]) => claims[Math.floor(random() * claims.length)]!.claim;
  const wrongOne = (wrong: number) =>
    together((which) => (which === wrong ? pick(cases[which]!.wrong) : pick(cases[which]!.right)));
  return {
    cost: (x) =>
      cases.reduce((sum, { cost }, which) => sum + cost(Float64Array.from(parts[which]!, (i) => x[i]!)), 0),
    theta: together((which) => cases[which]!.theta),
    right: named({ one: together((which) => pick(cases[which]!.right)), other: together((which) => pick(cases[which]!.right)) }),
    wrong: named({ relu: wrongOne(0), max: wrongOne(1), absolutes: wrongOne(2) }),
  };
}; // prettier-ignore
