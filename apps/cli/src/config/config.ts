import type { GradientPrecision, Method } from '@gradproof/core';

/** What gradproof.config.ts exports: what `gradproof check` checks here, and how. Options on the command line win. */
export interface GradproofConfig {
  /** Problems, folders of problems and globs, relative to the file. By default what is declared in its folder and below. */
  readonly problems?: string | readonly string[];
  readonly method?: Method | 'auto';
  readonly engine?: 'cpu' | 'gpu' | 'auto';
  readonly device?: 'webgpu' | 'webasm' | 'headlessgl' | 'cpu';
  readonly threads?: number;
  /** MiB. */
  readonly memory?: number;
  readonly epsilon?: number;
  readonly coverage?: 'full' | 'probe' | `sample=${number}`;
  readonly threshold?: number;
  readonly gradientPrecision?: GradientPrecision;
  readonly seed?: number;
  readonly evaluationSeconds?: number;
}

/** Every key that a configuration may have. */
export const CONFIG_KEYS = [
  'problems',
  'method',
  'engine',
  'device',
  'threads',
  'memory',
  'epsilon',
  'coverage',
  'threshold',
  'gradientPrecision',
  'seed',
  'evaluationSeconds',
] as const satisfies (keyof GradproofConfig)[];
