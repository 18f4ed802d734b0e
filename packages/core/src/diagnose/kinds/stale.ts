import { stepBack, type StepBack } from '../evidence/step-back.ts';
import { explains, type SuspectTensor, type Together } from '../evidence/suspect-tensor.ts';
import { gradientName, numberInWords } from '../evidence/words.ts';
import type { DiagnosisBase, DiagnosisKind } from './diagnosis-kind.ts';

/** grad is the gradient before the last step of gradient descent. */
export interface StaleDiagnosis extends DiagnosisBase {
  readonly kind: 'stale';
  /** η: it is the gradient at θ + η·grad. */
  readonly step: number;
}

/** The parameters were moved after the gradient was computed. Of a function it takes evaluations of J: they are made where all else is known. */
export const stale: DiagnosisKind<StaleDiagnosis> = {
  kind: 'stale',
  evidence: 'tensor',
  identifies: 'cause',
  explain: (tensor) => {
    const { place, together, name } = tensor;
    if (place === null || together === undefined) return null;
    if (together.parts.some(({ isRight }) => isRight)) return null; // a step moves all
    const back = stepBackOf(tensor, together);
    return back !== null && explains(tensor, tensor.partOf(back.gradient)) ? staleBy(name, back.step) : null;
  },
};

/** What was found of a gradient is found once for all its tensors. */
const found = new WeakMap<Together, StepBack | null>();

const stepBackOf = ({ place }: SuspectTensor, together: Together): StepBack | null => {
  const known = found.get(together);
  if (known !== undefined) return known;
  const whole = together.whole();
  const back = stepBack(place!.replay.gradientAt, whole.theta, whole.grad);
  const confirmed = back !== null && explains(whole, back.gradient) ? back : null;
  found.set(together, confirmed);
  return confirmed;
};

/** The diagnosis of a tensor whose gradient is that of before a step of this length. */
export const staleBy = (name: string, step: number): StaleDiagnosis => ({
  kind: 'stale',
  message: `${gradientName(name)} is the gradient of before a step of gradient descent, at θ + ${numberInWords(step)}·grad: it is the previous step's, or the parameters were changed after it was computed`,
  step,
});
