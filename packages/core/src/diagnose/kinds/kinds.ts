import { broadcast } from './broadcast.ts';
import { entries } from './entries.ts';
import { mask } from './mask.ts';
import { nonFinite } from './non-finite.ts';
import { permuted } from './permuted.ts';
import { regularization } from './regularization.ts';
import { scale } from './scale.ts';
import { shifted } from './shifted.ts';
import { sign } from './sign.ts';
import { transposed } from './transposed.ts';
import { unexplained } from './unexplained.ts';
import { upstream } from './upstream.ts';
import { zero } from './zero.ts';

/** Every kind of diagnosis in order of preference: the simpler before the richer, which would explain more by accident. */
export const kinds = [
  nonFinite,
  zero,
  sign,
  scale,
  transposed,
  regularization,
  permuted,
  broadcast,
  shifted,
  mask,
  upstream,
  entries,
  unexplained, // explains whatever nothing before it does
] as const;

/** One of them. */
export type Kind = (typeof kinds)[number];
