import { coordinateName, type Layout } from '@gradproof/flatteners';
import type { Aggregate } from '../aggregate.ts';
import type { Judgements } from '../verdict/judge.ts';
import { PROBES } from './probe-tensor.ts';

const NAMED = 3;

const named = (names: readonly string[]): string =>
  names.length > NAMED
    ? `${names.slice(0, NAMED).join(', ')} and ${names.length - NAMED} more`
    : names.join(', ');

/** What probing found: the entries, or that a tensor is wrong without any that stands out. */
export const explainProbed = (layout: Layout, totals: Aggregate, judgements: Judgements): string => {
  const found = totals.tensors.flatMap(({ worst }) =>
    worst.map(({ coordinate }) => coordinateName(layout, coordinate)),
  );
  const diffuse = layout.tensors.flatMap(({ name }, index) => {
    const { verdict } = judgements.tensors[index]!;
    return verdict === 'incorrect' && totals.tensors[index]!.worst.length === 0 ? [name] : [];
  });
  const entries =
    found.length === 0
      ? ''
      : ` Of the entries, ${named(found)} ${found.length === 1 ? 'is' : 'are'} wrong by ${found.length === 1 ? 'its' : 'their'} own difference${found.length === 1 ? '' : 's'}.`;
  const spread =
    diffuse.length === 0
      ? ''
      : ` In ${named(diffuse)} the error is spread over many entries, none of which stands out above the noise of J.`;
  return `The gradient differs from the numerical gradient along random directions by more than rounding explains.${entries}${spread}`;
};

/** Probes that all pass, and what they would have seen. */
export const PROBES_PASS = `Along ${PROBES} random directions of each tensor the gradient agrees with J; the detection limits say how small a mistake they would have shown.`;

/** Probes too uncertain to show a mistake. */
export const PROBES_UNCERTAIN =
  'The noise of J leaves the probes too uncertain to show a mistake, so neither right nor wrong can be claimed. Compute the cost more precisely (sums in float64), use --coverage full, or check at another point.';
