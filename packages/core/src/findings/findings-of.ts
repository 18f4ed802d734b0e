import { coordinateName, type Layout } from '@gradproof/flatteners';
import type { OneSidedEntry } from '../contract/entries.ts';
import type { Finding } from '../contract/finding.ts';
import type { Aggregate, TensorTotals } from '../contract/sums.ts';
import type { Judgements } from '../judge/judge-evidence.ts';
import { type Counted, countWithFirst } from '../numerics/counted.ts';
import { norm } from '../numerics/sum-of-squares.ts';

/** At most so many coordinates are named in a message. */
const NAMED = 3;

/** What the shards found besides mistakes of the gradient. */
export const findingsOf = (layout: Layout, totals: Aggregate, judgements: Judgements): Finding[] => [
  ...bent(layout, totals),
  ...rough(layout, totals),
  ...constant(layout, totals.tensors),
  ...zero(layout, totals, judgements),
];

/** Kinks and jumps, where the steps were searched. */
const bent = (layout: Layout, { search, kinks }: Aggregate): Finding[] =>
  search === null ? [] : findingsOfKinks(layout, kinks.oneSided, search.jumps);

/** Where J has two slopes at θ, `jumps` those of them where it jumps. */
export const findingsOfKinks = (
  layout: Layout,
  oneSided: Counted<OneSidedEntry>,
  jumps: readonly number[],
): Finding[] => {
  const jumping = new Set(jumps);
  const bent = {
    count: oneSided.count - jumping.size, // a jump has one-sided slopes, too
    first: oneSided.first
      .map(({ coordinate }) => coordinate)
      .filter((coordinate) => !jumping.has(coordinate)),
  };
  const findings: Finding[] = [];
  if (bent.count > 0)
    findings.push({
      kind: 'kinks',
      coordinates: bent.count,
      message: `J has a kink at θ along ${named(layout, bent)}: its slopes on both sides differ by more than noise. A gradient is right there if it is one of those that J has nearby, or a mixture of some.`,
    });
  if (jumps.length > 0)
    findings.push({
      kind: 'jumps',
      coordinates: jumps.length,
      message: `J jumps at θ along ${named(layout, countWithFirst(jumps))}: it has no derivative there. The slopes beside the jump are what a gradient can be compared with; check at another point, too.`,
    });
  return findings;
};

const rough = (layout: Layout, { search }: Aggregate): Finding[] =>
  search === null || search.rough.length === 0
    ? []
    : [
        {
          kind: 'rough',
          coordinates: search.rough.length,
          message: `Along ${named(layout, countWithFirst(search.rough))} no step shows a derivative: J is rough at every scale. Nothing can be claimed there; a smoother cost or another point would help.`,
        },
      ];

/** All of a tensor, or a part of it: what J doesn't change with. */
const constant = (layout: Layout, tensors: readonly TensorTotals[]): Finding[] =>
  tensors.flatMap(({ unmoved, coordinates }, index): Finding[] => {
    if (unmoved === null) return [];
    const { name } = layout.tensors[index]!;
    const all = unmoved.entries === coordinates;
    const which = all
      ? coordinates === 1
        ? name
        : `all ${coordinates} entries of ${name}`
      : `${unmoved.entries} of ${coordinates} entries of ${name}, the first ${coordinateName(layout, unmoved.first)}`;
    return [
      {
        kind: 'constant',
        tensor: name,
        coordinates: unmoved.entries,
        message: `J does not change with ${which}: the data never reaches ${unmoved.entries === 1 ? 'this parameter' : 'these parameters'} (an input that is always 0, a dead or saturated unit). Only that the gradient is 0 is checked there.`,
      },
    ];
  });

/** Zero against zero up to round-off: agreement, though their relative difference is large. */
const zero = (layout: Layout, { tensors }: Aggregate, judgements: Judgements): Finding[] =>
  tensors.flatMap(({ grad, gradapprox }, index): Finding[] => {
    const sizes = [norm(grad), norm(gradapprox)] as const;
    const { verdict, uncertainty } = judgements.tensors[index]!;
    if (verdict !== 'correct' || sizes[1] > uncertainty || (sizes[0] === 0 && sizes[1] === 0)) return [];
    const { name } = layout.tensors[index]!;
    return [
      {
        kind: 'zero',
        tensor: name,
        message: `The gradient of ${name} is 0 to round-off, and so is the numerical one (norms ${sizes.map((size) => size.toExponential(1)).join(' and ')}): they agree, whatever their ratio.`,
      },
    ];
  });

const named = (layout: Layout, { count, first }: Counted<number>): string => {
  const names = first.slice(0, NAMED).map((coordinate) => coordinateName(layout, coordinate));
  const others = count - names.length;
  return others > 0 ? `${names.join(', ')} and ${others} more` : names.join(', ');
};
