/**
 * What gradproof.config.ts exports: what `gradproof check` checks here, and how. Options on the command line win. The words are written out: what is installed has no types of other
 * packages; the spec compares them with core’s.
 */
export interface GradproofConfig {
  /** Problems, folders of problems and globs, relative to the file. By default what is declared in its folder and below. */
  readonly problems?: string | readonly string[];
  readonly method?: 'textbook' | 'incremental' | 'auto';
  readonly engine?: 'cpu' | 'gpu' | 'auto';
  readonly device?: 'webgpu' | 'webasm' | 'headlessgl' | 'cpu';
  readonly threads?: number;
  /** MiB. */
  readonly memory?: number;
  readonly epsilon?: number;
  readonly coverage?: 'full' | 'probe' | `sample=${number}`;
  readonly threshold?: number;
  readonly gradientPrecision?: 'float64' | 'float32' | 'float16' | 'bfloat16';
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
