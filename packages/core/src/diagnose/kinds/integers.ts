import { explains, type SuspectTensor, weightyEntries } from '../evidence/suspect-tensor.ts';
import { gradientName } from '../evidence/words.ts';
import type { DiagnosisBase, DiagnosisKind } from './diagnosis-kind.ts';

/** grad is gradapprox without what follows the decimal point. */
export interface IntegersDiagnosis extends DiagnosisBase {
  readonly kind: 'integers';
  /** How its entries become integers. */
  readonly by: 'truncation' | 'rounding' | 'floor' | 'ceiling';
}

const WAYS = {
  truncation: Math.trunc,
  rounding: Math.round,
  floor: Math.floor,
  ceiling: Math.ceil,
} as const satisfies Record<IntegersDiagnosis['by'], (value: number) => number>;

/** The gradient is stored in an array of integers. */
export const integers: DiagnosisKind<IntegersDiagnosis> = {
  kind: 'integers',
  evidence: 'entry',
  identifies: 'cause',
  explain: (tensor) => {
    const { name, grad } = tensor;
    if (!grad.every(Number.isInteger) || !hasFractions(tensor)) return null;
    for (const [by, toInteger] of Object.entries(WAYS) as [IntegersDiagnosis['by'], typeof Math.trunc][]) {
      const explained = tensor.gradapprox.map(toInteger);
      if (weightyEntries(tensor, explained) < 1 || !explains(tensor, explained)) continue;
      return {
        kind: 'integers',
        message: `${gradientName(name)} is the numerical gradient in integers (${by}): it is stored in an array of an integer type`,
        by,
      };
    }
    return null;
  },
};

/** Two fractions or more are lost: a single one may be any wrong number. */
const hasFractions = ({ gradapprox, residual }: SuspectTensor): boolean =>
  gradapprox.filter((a, i) => !Number.isInteger(a) && residual[i] !== 0).length >= 2;
