import { broadcast } from './broadcast.ts';
import { clipped } from './clipped.ts';
import { entries } from './entries.ts';
import { flipped } from './flipped.ts';
import { integers } from './integers.ts';
import { isTheta } from './is-theta.ts';
import { logParameter } from './log-parameter.ts';
import { mask } from './mask.ts';
import { meanOverOutputs } from './mean-over-outputs.ts';
import { nonFinite } from './non-finite.ts';
import { permuted } from './permuted.ts';
import { projection } from './projection.ts';
import { regularization } from './regularization.ts';
import { scale } from './scale.ts';
import { shifted } from './shifted.ts';
import { sign } from './sign.ts';
import { stale } from './stale.ts';
import { swapped } from './swapped.ts';
import { transposed } from './transposed.ts';
import { unexplained } from './unexplained.ts';
import { upstream } from './upstream.ts';
import { zero } from './zero.ts';

/** Every kind of diagnosis in order of preference: the simpler before the richer, which would explain more by accident. */
export const kinds = [
  nonFinite,
  zero,
  sign,
  clipped, // by its norm it is a scale that means more
  scale,
  meanOverOutputs,
  swapped,
  isTheta,
  logParameter,
  integers,
  transposed,
  projection, // by the whole tensor it is an L2 term whose coefficient means nothing
  regularization,
  flipped,
  permuted,
  broadcast,
  shifted,
  mask,
  stale,
  upstream,
  entries,
  unexplained, // explains whatever nothing before it does
] as const;

/** One of them. */
export type Kind = (typeof kinds)[number];
