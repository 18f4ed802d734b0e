import { normOf } from '../../numerics/vectors.ts';
import { explains, type SuspectTensor, type GradientPart } from '../evidence/suspect-tensor.ts';
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
      const mutual = part.isWrong && hasGradientOf(part, tensor);
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

/** Whether grad is the numerical gradient of the other tensor, to what that may be off by. */
const isGradientOf = (tensor: SuspectTensor, { name, gradapprox, error }: GradientPart): boolean =>
  name !== tensor.name &&
  gradapprox.length === tensor.grad.length &&
  explains({ ...tensor, error }, gradapprox);

/** Whether the other tensor's gradient is this one's numerical gradient. */
const hasGradientOf = ({ grad }: GradientPart, tensor: SuspectTensor): boolean =>
  explains({ ...tensor, grad, norms: { ...tensor.norms, grad: normOf(grad) } }, tensor.gradapprox);

const messageOf = (parts: readonly GradientPart[], name: string, other: string, mutual: boolean): string => {
  const [first, second] = parts
    .filter((part) => part.name === name || part.name === other)
    .map((part) => gradientName(part.name));
  return mutual
    ? `${first} and ${second} are swapped: each is the numerical gradient of the other`
    : `${gradientName(name)} is the numerical gradient of ${other}: the wrong one is returned under this name`;
};
