import type { TensorSlot } from '@gradproof/flatteners';
import type { NamedEntries } from '../../contract/entries.ts';
import type { SuspectTensor } from '../evidence/suspect-tensor.ts';
import type { TensorAlong } from '../evidence/tensor-along.ts';

/** What every diagnosis has. */
export interface DiagnosisBase {
  readonly kind: string;
  /** One sentence: what is wrong, and what that usually comes from. */
  readonly message: string;
}

/** A diagnosis that may also be one of both gradients without λ/m·W: the L2 term is right, the rest of the gradient is not. */
export interface WithOrWithoutL2 extends DiagnosisBase {
  readonly withoutL2?: true;
}

/** A mistake that explains the gradient along every direction, and the numerical gradient that it implies. */
export interface ExplainedAlong<D extends DiagnosisBase> {
  readonly diagnosis: D;
  /** [size]. */
  readonly gradapprox: Float64Array;
}

/** What was found of a tensor by itself; null where it isn't incorrect. */
export interface FoundAlone {
  readonly name: string;
  readonly diagnosis: DiagnosisBase | null;
}

/** What the cost sums over; null where nobody says. */
export interface KnownCounts {
  readonly outputs: number | null;
  readonly examples: number | null;
}

/** A kind of mistake, with everything that is specific to it. `D`: a diagnosis of this kind. */
export interface DiagnosisKind<D extends DiagnosisBase> {
  /** Its name in reports. */
  readonly kind: D['kind'];
  /**
   * What shows it. `gradient`: the gradient alone. `entry`: any entries of the tensor, so that a sample shows it. `tensor`: all entries of
   * the tensor. `layers`: which tensors of the network are wrong.
   */
  readonly evidence: 'gradient' | 'entry' | 'tensor' | 'layers';
  /** What it identifies: the cause, which entries are wrong, or no more than a place (a layer, or this tensor). */
  readonly identifies: 'cause' | 'entries' | 'place';

  /** Explains a tensor whose numerical gradient is known in every entry; null where this is not the mistake. */
  explain(tensor: SuspectTensor): D | null;
  /** Explains it by its gradient alone, [P], whose non-finite entries are counted. Present where the evidence is `gradient`. */
  explainByGradient?(slot: TensorSlot, grad: Float64Array, nonFinite: NamedEntries | null): D | null;
  /**
   * Explains a tensor by both gradients without the L2 term. `rest`: the tensor without it; `tensor`: the tensor itself; `term`: the L2
   * term, [size]. Absent where the L2 term makes no difference.
   */
  explainWithoutL2?(rest: SuspectTensor, tensor: SuspectTensor, term: Float64Array): D | null;
  /**
   * Explains a tensor by slopes along random directions. Present where the mistake can be undone entry by entry. Fresh directions must
   * confirm it: a fitted number takes one of those that it was fitted to.
   */
  explainAlong?(tensor: TensorAlong): ExplainedAlong<D> | null;

  /**
   * Explains the whole gradient by what was found of each tensor; null where this is not the mistake. Present where it takes what several
   * tensors have in common.
   */
  explainTogether?(tensors: readonly FoundAlone[], known: KnownCounts): readonly D[] | null;

  /** What was done to the right gradient, the same text for the same operation; absent (or null) where it is not made of the right gradient. */
  operation?(diagnosis: D): string | null;
  /** The layer, from 1, where backward propagation is to be searched; absent or null where it is where this gradient is computed. */
  layer?(diagnosis: D): number | null;
  /** The diagnosis in a word or two, for a table; absent: the kind's name. */
  label?(diagnosis: D): string;
}
