import { InputError, quoted } from '@gradproof/model';
import type { CheckOptions } from '../contract/options.ts';
import { gradientPrecisions } from '../contract/gradient-precision.ts';
import { kindOf } from '../numerics/kind-of.ts';

const FUNCTIONS = ['onProgress', 'onGradapprox', 'onEstimate'] as const satisfies (keyof CheckOptions)[];
const VALUES = [
  'engine',
  'method',
  'epsilon',
  'threshold',
  'gradientPrecision',
  'coverage',
  'seed',
  'signal',
] as const satisfies (keyof CheckOptions)[];
const NUMBERS = ['epsilon', 'threshold', 'seed'] as const satisfies (keyof CheckOptions)[];
const KEYS: readonly string[] = [...VALUES, ...FUNCTIONS];
const METHODS: readonly unknown[] = ['auto', 'textbook', 'incremental'] satisfies CheckOptions['method'][];

const shown = (value: unknown): string => {
  if (typeof value === 'string') return quoted(value);
  return kindOf(value);
};

/** What is wrong with the option, if anything, and what it must be. Ranges are looked at where defaults are filled in. */
const mistakeOf = ({
  method,
  engine,
  coverage,
  signal,
  gradientPrecision,
  ...others
}: CheckOptions): string | null => {
  if (method !== undefined && !METHODS.includes(method))
    return `method is ${shown(method)}; it must be ${METHODS.join(', ')}`;
  if (engine !== undefined && typeof (engine as { prepare?: unknown } | null)?.prepare !== 'function')
    return `engine is ${shown(engine)}; it must be an engine, as createCpuEngine() of @gradproof/engine-cpu makes it`;
  if (coverage !== undefined && (typeof coverage !== 'object' || coverage === null))
    return `coverage is ${shown(coverage)}; it must be { kind: 'full' }, { kind: 'probe' } or { kind: 'sample', coordinates }`;
  if (signal !== undefined && typeof (signal as Partial<AbortSignal> | null)?.throwIfAborted !== 'function')
    return `signal is ${shown(signal)}; it must be an AbortSignal`;
  if (gradientPrecision !== undefined && !gradientPrecisions.includes(gradientPrecision))
    return `gradientPrecision is ${shown(gradientPrecision)}; it must be ${gradientPrecisions.join(', ')}`;
  const notNumber = NUMBERS.find((key) => others[key] !== undefined && typeof others[key] !== 'number');
  if (notNumber) return `${notNumber} is ${shown(others[notNumber])}; it must be a number`;
  const notFunction = FUNCTIONS.find((key) => others[key] !== undefined && typeof others[key] !== 'function');
  return notFunction ? `${notFunction} is ${shown(others[notFunction])}; it must be a function` : null;
};

/**
 * Asserts that options are known and of the right kind, which types don't tell in plain JavaScript. Their ranges are validated where a
 * check begins.
 *
 * @param options What should be the options of a check.
 * @param except Options of a check that are not allowed here.
 * @throws InputError for an unknown option, a misspelt one, or one of the wrong kind.
 * @example
 * ```ts
 * import { assertOptions, type CheckOptions, InputError } from '@gradproof/core';
 *
 * assertOptions({ threshold: 1e-6 });
 * try {
 *   assertOptions(JSON.parse('{ "treshold": 1e-6 }') as CheckOptions);
 * } catch (error) {
 *   console.log(error instanceof InputError); // true
 * }
 * ```
 */
export const assertOptions = (options: CheckOptions, except: readonly string[] = []): void => {
  if (typeof options !== 'object' || options === null || Array.isArray(options))
    throw new InputError(`The options are ${shown(options)}; they must be a record, as { threshold: 1e-6 }.`);
  const keys = KEYS.filter((key) => !except.includes(key));
  const unknown = Object.keys(options).find((key) => !keys.includes(key));
  if (unknown !== undefined)
    throw new InputError(`Unknown option ${shown(unknown)}; the options are ${keys.join(', ')}.`);
  const mistake = mistakeOf(options);
  if (mistake !== null) throw new InputError(`${mistake}.`);
};
