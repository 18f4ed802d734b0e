import { coordinateName, type Layout } from '@gradproof/flatteners';
import { PROBES } from '../contract/coverage.ts';
import type { Aggregate } from '../contract/sums.ts';
import { type Diagnosis, kindOf } from '../diagnose/diagnosis.ts';
import { listInWords } from '../diagnose/evidence/words.ts';
import type { Judgements } from '../judge/judge-evidence.ts';

const NAMED = 3;

const named = (names: readonly string[]): string =>
  names.length > NAMED
    ? `${names.slice(0, NAMED).join(', ')} and ${names.length - NAMED} more`
    : listInWords(names);

/** Tensors along which J isn't finite: NaN from the cost, the gradient itself being finite. */
const endless = (layout: Layout, totals: Aggregate, judgements: Judgements): string[] =>
  layout.tensors.flatMap(({ name }, index) =>
    !Number.isFinite(judgements.tensors[index]!.difference) && totals.tensors[index]!.nonFinite === null
      ? [name]
      : [],
  );

/** What probing found: the entries, or that a tensor is wrong without any that stands out. */
export const explainProbed = (
  layout: Layout,
  totals: Aggregate,
  judgements: Judgements,
  diagnoses: readonly (Diagnosis | null)[],
): string => {
  const asWhole = (index: number) => {
    const diagnosis = diagnoses[index] ?? null;
    return diagnosis !== null && kindOf(diagnosis).identifies !== 'entries';
  };
  const wrongEntries = totals.tensors.flatMap(({ worst }, index) =>
    asWhole(index) ? [] : worst.map(({ coordinate }) => coordinateName(layout, coordinate)),
  );
  const wrong = layout.tensors.flatMap(({ name }, index) =>
    judgements.tensors[index]!.verdict === 'incorrect' ? [name] : [],
  );
  const diffuse = layout.tensors.flatMap(({ name }, index) => {
    const { verdict } = judgements.tensors[index]!;
    const hasNothing = !asWhole(index) && totals.tensors[index]!.worst.length === 0;
    return verdict === 'incorrect' && hasNothing ? [name] : [];
  });
  const entries =
    wrongEntries.length === 0
      ? ''
      : ` Of the entries, ${named(wrongEntries)} ${wrongEntries.length === 1 ? 'is' : 'are'} wrong by ${wrongEntries.length === 1 ? 'its' : 'their'} own difference${wrongEntries.length === 1 ? '' : 's'}.`;
  const spread =
    diffuse.length === 0
      ? ''
      : ` In ${named(diffuse)} the error is spread over many entries, none of which stands out above the noise of J.`;
  return `The gradient of ${named(wrong)} is wrong: along random directions it differs from the numerical gradient by more than rounding explains.${entries}${spread}`;
};

/** Probes that all pass, and what they would have seen. */
export const PROBES_PASS = `Along ${PROBES} random directions of each tensor the gradient agrees with J; the detection limits say how small a mistake they would have shown.`;

/** Probes too uncertain to show a mistake. */
const UNCERTAIN =
  'The noise of J leaves the probes too uncertain to show a mistake, so neither right nor wrong can be claimed.';

/** Why probes claim nothing. */
export const explainUncertainProbes = (layout: Layout, totals: Aggregate, judgements: Judgements): string => {
  const nowhere = endless(layout, totals, judgements);
  if (nowhere.length > 0)
    return `The cost is not finite however little ${named(nowhere)} is moved along a random direction: J isn't differentiable there.`;
  const bent = layout.tensors.flatMap(({ name }, index) =>
    judgements.tensors[index]!.hindrance === 'kinks' ? [name] : [],
  );
  if (bent.length === 0) return UNCERTAIN;
  return `J has kinks at θ (or jumps, or is rough) along random directions of ${named(bent)}, more than could be looked at one by one: what a gradient there may be hides a mistake.`;
};
