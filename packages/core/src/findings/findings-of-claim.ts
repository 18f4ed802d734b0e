import type { Finding } from '../contract/finding.ts';
import type { ClaimPrecision, PrecisionSource } from '../contract/gradient-precision.ts';
import type { GradientSpread } from '../differentiate/claim/measure-repeat.ts';
import { unitRoundOffOf } from '../numerics/float-formats.ts';

const KNOWN: Readonly<Record<PrecisionSource, string>> = {
  given: 'as was said',
  type: "by its arrays' type",
  numbers: 'as its numbers show',
};

/** Half-precision gradients: what their own rounding hides. */
export const findingsOfPrecision = ({ precision, known }: ClaimPrecision): Finding[] => {
  if (precision !== 'float16' && precision !== 'bfloat16') return [];
  const rounding = unitRoundOffOf(precision).toPrecision(1);
  return [
    {
      kind: 'gradient-precision',
      message: `The gradient is given in ${precision}, ${KNOWN[known]}: each of its entries is rounded by up to ${rounding} of itself, and what it is computed from as well. Smaller mistakes can't be told from that; check a float32 or float64 gradient of the same code.`,
    },
  ];
};

/** A gradient that is another when it is asked for again at the same θ. */
export const findingsOfRepeat = (varies: GradientSpread | null): Finding[] => {
  if (varies === null) return [];
  const { spread, largest, entries } = varies;
  return [
    {
      kind: 'gradient-varies',
      coordinates: entries,
      message: `The gradient is another when it is computed again at the same parameters: ${entries} of its entries differ, by up to ${spread.toPrecision(2)} where the largest entry is ${largest.toPrecision(2)}. It is no function of the parameters: look for gradients that add up from call to call (not zeroed), dropout that is on, random numbers without a seed. The verdict is of the first answer.`,
    },
  ];
};
