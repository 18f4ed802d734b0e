import { describe, expect, it } from 'vitest';
import { slopeInterval } from '../../contract/one-sided.ts';
import { examineCost } from '../../findings/examine-cost.ts';
import { normOf } from '../../numerics/vectors.ts';
import { createAdaptiveDifferentiation } from './adaptive-evaluator.ts';
import { precisionNeeded } from './precision-needed.ts';
import { reluNet, type ReluNet } from './relu-net.fixture.ts';

/** Each entry's slope and bound; of a kink the middle of both slopes, and what reaches them. */
const slopesOf = async (net: ReluNet) => {
  const { problem, gradient } = reluNet(net);
  const known = await examineCost(problem, { seed: net.seed, lines: 4 });
  const all = { start: 0, end: problem.theta.length };
  const { values, errorBound, kinks, evaluations } = await createAdaptiveDifferentiation(
    problem,
    known,
  ).coordinates(all);
  const [slopes, bounds] = [values.slice(), errorBound!.slice()];
  for (const entry of kinks.oneSided) {
    const { lower, upper } = slopeInterval(entry);
    slopes[entry.coordinate] = (lower + upper) / 2;
    bounds[entry.coordinate] = (upper - lower) / 2;
  }
  return { problem, gradient, slopes, bounds, evaluations: evaluations / problem.theta.length };
};

/** Tensors whose bounds are small enough to confirm a right gradient, of all. */
const confirmed = ({ problem, slopes, bounds }: Awaited<ReturnType<typeof slopesOf>>): number => {
  const whole = normOf(slopes);
  const isConfirmed = ({ offset, size }: { offset: number; size: number }) =>
    4 * normOf(bounds.subarray(offset, offset + size)) <=
    Math.max(1e-2 * normOf(slopes.subarray(offset, offset + size)), 1e-3 * whole);
  return problem.layout.tensors.filter(isConfirmed).length / problem.layout.tensors.length;
};

const SEEDS = Array.from({ length: 12 }, (_, seed) => seed);

describe('the slopes of a net that computes in float32', () => {
  it.each<[string, Omit<ReluNet, 'seed'>, number, number]>([
    ['relu, 8 examples', { examples: 8 }, 0.9, 45],
    ['relu, 32 examples', { examples: 32 }, 0.75, 55],
    ['relu, 32 examples, zero biases', { examples: 32, zeroBiases: true }, 0.75, 55],
    ['tanh, 32 examples', { examples: 32, activation: 'tanh' }, 0.95, 30],
    ['tanh, 32 examples, zero biases', { examples: 32, activation: 'tanh', zeroBiases: true }, 0.95, 30],
  ])('%s: lie within twice their bounds, which are mostly small', async (_name, net, least, most) => {
    let [part, evaluations] = [0, 0];
    for (const seed of SEEDS) {
      const found = await slopesOf({ ...net, seed });
      found.gradient.forEach((right, i) =>
        expect(Math.abs(found.slopes[i]! - right), `seed ${seed}, entry ${i}`).toBeLessThanOrEqual(
          2 * found.bounds[i]!,
        ),
      );
      part += confirmed(found) / SEEDS.length;
      evaluations += found.evaluations / SEEDS.length;
    }
    expect(part).toBeGreaterThan(least);
    expect(evaluations).toBeLessThan(most);
  });

  it('in float64 are precise: ten to fourteen evaluations each', async () => {
    for (const seed of SEEDS) {
      const { slopes, bounds, gradient, evaluations } = await slopesOf({
        seed,
        examples: 32,
        round: (x) => x,
      });
      expect(normOf(bounds) / normOf(gradient), `seed ${seed}`).toBeLessThan(1e-8);
      gradient.forEach((right, i) =>
        expect(Math.abs(slopes[i]! - right)).toBeLessThanOrEqual(2 * bounds[i]!),
      );
      expect(evaluations, `seed ${seed}`).toBeLessThan(14);
    }
  });

  it('are the same to the bit whatever shard computed them', async () => {
    const { problem } = reluNet({ seed: 3, examples: 8 });
    const known = await examineCost(problem, { seed: 3, lines: 4 });
    const coordinates = (start: number, end: number) =>
      createAdaptiveDifferentiation(problem, known).coordinates({ start, end });
    const whole = await coordinates(0, 57);
    for (const cut of [1, 40, 56]) {
      const parts = [await coordinates(0, cut), await coordinates(cut, 57)];
      expect(parts.flatMap(({ values }) => [...values])).toEqual([...whole.values]);
      expect(parts.flatMap(({ errorBound }) => [...errorBound!])).toEqual([...whole.errorBound!]);
    }
  });
});

describe('the precision that is needed', () => {
  it('is 0.6 of what confirms each tensor, a quarter of 10⁻² of its gradient or of 10⁻³ of all, within a factor 2 (4 directions)', async () => {
    for (const seed of SEEDS) {
      const { problem, gradient } = reluNet({ seed, examples: 32, activation: 'tanh' });
      const known = await examineCost(problem, { seed, lines: 4 });
      const { needed, amongKinks } = await precisionNeeded(problem, known, seed);
      expect(amongKinks, `seed ${seed}`).toBe(false);
      for (const { offset, size } of problem.layout.tensors) {
        const norm = normOf(gradient.subarray(offset, offset + size));
        const expected = (0.6 * Math.max(2.5e-3 * norm, 2.5e-4 * normOf(gradient))) / Math.sqrt(size);
        expect(needed[offset]! / expected, `seed ${seed}, from ${offset}`).toBeGreaterThan(1 / 3);
        expect(needed[offset]! / expected, `seed ${seed}, from ${offset}`).toBeLessThan(2);
        expect(needed[offset + size - 1]).toBe(needed[offset]);
      }
    }
  });

  it('knows a J of many kinks', async () => {
    for (const seed of SEEDS) {
      const { problem } = reluNet({ seed, examples: 32 });
      const { amongKinks } = await precisionNeeded(
        problem,
        await examineCost(problem, { seed, lines: 4 }),
        seed,
      );
      expect(amongKinks, `seed ${seed}`).toBe(true);
    }
  });
});
