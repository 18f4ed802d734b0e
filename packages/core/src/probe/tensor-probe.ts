import type { TensorSlot } from '@gradproof/flatteners';
import type { OneSidedEntry } from '../contract/entries.ts';
import type { Shard } from '../contract/shards.ts';
import type { Diagnosis } from '../diagnose/diagnosis.ts';
import type { LayerPlace } from '../diagnose/evidence/layer-place.ts';
import type { Random } from '../numerics/random.ts';
import type { FoundEntry } from './find-entries.ts';
import type { Obstacle, Slopes } from './slopes.ts';

/** What is probed. */
export interface TensorProbe {
  readonly slopes: Slopes;
  readonly slot: TensorSlot;
  /** Where in a layered network it stands; null for a function's. */
  readonly place: LayerPlace | null;
  /** [P]. */
  readonly theta: Float64Array;
  /** [P]. Entries found wrong are repaired in it. */
  readonly grad: Float64Array;
  readonly tensor: Shard;
  /** Which tensor of the layout. */
  readonly family: number;
  /** ‖error‖ that is called correct: T·2‖g‖, and what the engine's arithmetic explains. */
  readonly tolerated: number;
  /** π of the tensor's entries, [size]. */
  readonly rounding: Float64Array;
  readonly random: Random;
}

/** A coordinate at a kink of J, or at a jump, and the slopes that its gradient may lie between. */
export interface FoundKink extends OneSidedEntry {
  readonly isJump: boolean;
}

/** A tensor, probed. */
export interface ProbedTensor {
  /** Entries that were found wrong, by their own differences. */
  readonly wrongEntries: readonly FoundEntry[];
  /** Whether more is wrong than the entries found, or it is wrong as a whole. */
  readonly failing: boolean;
  /** Whether all that is wrong was found, so that the repaired gradient is the numerical one. */
  readonly isRepaired: boolean;
  /** What explains the gradient as a whole, confirmed by fresh probes; the gradient is repaired accordingly. */
  readonly explanation: Diagnosis | null;
  /** What was met along the last probes; null where J has one slope along each. */
  readonly obstacle: Obstacle | null;
  /** How many coordinates were looked at by themselves. */
  readonly alone: number;
  /** Coordinates at a kink, which were looked at by themselves. */
  readonly kinks: readonly FoundKink[];
  /** About ‖grad − ∇J‖ of what isn't among the entries found: the root mean square of the last probes. */
  readonly rest: number;
  /** The largest bound of the probes. */
  readonly bound: number;
  /** A discrepancy of this size would have been seen. */
  readonly visible: number;
}
