import { InputError } from '@gradproof/model';
import { describe, expect, it } from 'vitest';
import type { CheckOptions } from '../contract/options.ts';
import { checkGradient } from './check-gradient.ts';
import { numericalGradient } from './numerical-gradient.ts';

const problem = {
  parameters: { w: [1, 2] },
  cost: ({ w }: { w: number[] }) => w[0]! * w[1]!,
  gradient: ({ w }: { w: number[] }) => ({ w: [w[1]!, w[0]!] }),
};

describe('options of plain JavaScript', () => {
  it.each<[unknown, string]>([
    [{ treshold: 1 }, 'Unknown option "treshold"; the options are engine, method,'],
    [{ method: 'foo' }, 'method is "foo"; it must be auto, textbook, incremental.'],
    [{ coverage: 'probe' }, 'coverage is "probe"; it must be { kind: \'full\' }'],
    [{ coverage: { kind: 'prob' } }, 'There is no coverage prob; there are full, sample, probe.'],
    [{ engine: 'cpu' }, 'engine is "cpu"; it must be an engine'],
    [{ engine: null }, 'engine is null; it must be an engine'],
    [{ signal: {} }, 'signal is an object; it must be an AbortSignal.'],
    [{ onProgress: 3 }, 'onProgress is a number; it must be a function.'],
    [{ threshold: '1e-7' }, 'threshold is "1e-7"; it must be a number.'],
    [{ threshold: null }, 'threshold is null; it must be a number.'],
    [
      { gradientPrecision: 'single' },
      'gradientPrecision is "single"; it must be float64, float32, float16, bfloat16.',
    ],
    [{ epsilon: null }, 'epsilon is null; it must be a number.'],
    [{ seed: 1n }, 'seed is a bigint; it must be a number.'],
    [{ seed: -1 }, 'seed is -1; it must be an integer from 0 to 4294967295.'],
    [null, 'The options are null; they must be a record'],
    [7, 'The options are a number; they must be a record'],
    [[], 'The options are an array; they must be a record'],
  ])('%o are refused: %s', async (options, message) => {
    const check = checkGradient(problem, options as CheckOptions);
    await expect(check).rejects.toBeInstanceOf(InputError);
    await expect(check).rejects.toThrow(message);
  });

  it('that only judging needs are none of a derivative', async () => {
    const options = { coverage: { kind: 'full' } } as object;
    await expect(numericalGradient(problem, options)).rejects.toThrow('Unknown option "coverage"');
  });

  it('may be there and undefined', async () => {
    const nothing = { threshold: undefined, engine: undefined, signal: undefined, onProgress: undefined };
    const report = await checkGradient(problem, nothing as unknown as CheckOptions);
    expect(report.verdict).toBe('correct');
  });
});
