import { explains, type SuspectTensor } from '../evidence/suspect-tensor.ts';
import type { GradientPart } from '../evidence/together.ts';
import { gradientName } from '../evidence/words.ts';
import type { DiagnosisBase, DiagnosisKind } from './diagnosis-kind.ts';

/** grad is the numerical gradient of another tensor. */
export interface SwappedDiagnosis extends DiagnosisBase {
  readonly kind: 'swapped';
  /** The tensor whose gradient it is. */
  readonly with: string;
  /** Whether that tensor has this one's in return. */
  readonly mutual: boolean;
}

/** Two tensors' gradients are returned under each other's name, or one under both. */
export const swapped: DiagnosisKind<SwappedDiagnosis> = {
  kind: 'swapped',
  evidence: 'tensor',
  identifies: 'cause',
  explain: (tensor) => {
    const parts = tensor.together?.parts ?? [];
    for (const part of parts) {
      if (!isGradientOf(tensor, part)) continue;
      const mutual = part.isWrong && agrees(part.grad, tensor.gradapprox, tensor, part);
      if (!mutual && tensor.grad.length === 1) continue; // a single number may be equal by accident
      return {
        kind: 'swapped',
        message: messageOf(parts, tensor.name, part.name, mutual),
        with: part.name,
        mutual,
      };
    }
    return null;
  },
};

const isGradientOf = (tensor: SuspectTensor, { name, gradapprox }: GradientPart): boolean =>
  name !== tensor.name && gradapprox.length === tensor.grad.length && explains(tensor, gradapprox);

/** Whether the other tensor's gradient is this one's numerical gradient. */
const agrees = (grad: Float64Array, gradapprox: Float64Array, tensor: SuspectTensor, part: GradientPart) =>
  explains({ ...tensor, grad, norms: { ...tensor.norms, grad: tensor.norms.gradapprox }, error: tensor.error + part.error }, gradapprox); // prettier-ignore

const messageOf = (parts: readonly GradientPart[], name: string, other: string, mutual: boolean): string => {
  const [first, second] = parts
    .filter((part) => part.name === name || part.name === other)
    .map((part) => gradientName(part.name));
  return mutual
    ? `${first} and ${second} are swapped: each is the numerical gradient of the other`
    : `${gradientName(name)} is the numerical gradient of ${other}: the wrong one is returned under this name`;
};
