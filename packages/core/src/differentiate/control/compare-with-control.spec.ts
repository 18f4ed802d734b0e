import { layoutOf } from '@gradproof/flatteners';
import { describe, expect, it } from 'vitest';
import type { ControlMeasurement } from '../../contract/control.ts';
import { compareWithControl } from './compare-with-control.ts';

const problem = {
  kind: 'function' as const,
  layout: layoutOf([{ name: 'w', shape: [1] }]),
  theta: new Float64Array(1),
  cost: () => 0,
};
const noTruncation = () => Promise.resolve(0);
const EPSILON = 2 ** -17;
const exact: ControlMeasurement = {
  coordinate: 0,
  derivative: 0,
  truncation: 0,
  fourth: 0,
  epsilon: EPSILON,
};

/** Whether a gradapprox that is off by so much agrees. */
const agrees = async (off: number, measurement: Partial<ControlMeasurement>, cost = 0): Promise<boolean> => {
  const measured = { ...exact, ...measurement };
  const sample = [{ coordinate: 0, gradapprox: measured.derivative + off }];
  return (await compareWithControl([measured], { problem, cost }, sample, noTruncation)).agreed === 1;
};

/** A central difference (ν⁺ − ν⁻)/2ε of noise of deviation σ has this one. */
const deviationOf = (sigma: number): number => sigma / Math.SQRT2 / EPSILON;

/**
 * Five deviations of noise that is known pass one in 1.7 million; the estimate may be half of the truth, so that five of it must not alarm.
 * Twenty are ten of the truth then, and a mistake.
 */
const [NOISE, MISTAKE] = [5, 20];

describe('the comparison with the control', () => {
  it('allows for the noise that the fourth differences show: √70 of J’s', async () => {
    const sigma = 1e-9;
    const fourth = Math.sqrt(1 + 16 + 36 + 16 + 1) * sigma; // of independent values, by their weights
    expect(await agrees(NOISE * deviationOf(sigma), { fourth })).toBe(true);
    expect(await agrees(-MISTAKE * deviationOf(sigma), { fourth })).toBe(false);
  });

  it('allows for the rounding of J itself, uniform within half a unit in the last place', async () => {
    const sigma = Number.EPSILON * Math.sqrt(1 / 12);
    expect(await agrees(-NOISE * deviationOf(sigma), {}, 1)).toBe(true);
    expect(await agrees(MISTAKE * deviationOf(sigma), {}, 1)).toBe(false);
  });

  it('allows for the truncation that twice the step shows, and no more', async () => {
    expect(await agrees(0.99e-6, { truncation: 1e-6 })).toBe(true);
    expect(await agrees(1.01e-6, { truncation: 1e-6 })).toBe(false);
  });

  it('allows for the rounding of points and quotient: some thousand units, not 10⁻¹¹', async () => {
    for (const derivative of [1, -1e100, 1e-100]) {
      expect(await agrees(2 ** 11 * Number.EPSILON * derivative, { derivative }), `at ${derivative}`).toBe(true);
      expect(await agrees(2 ** 14 * Number.EPSILON * derivative, { derivative }), `at ${derivative}`).toBe(false);
    }
  }); // prettier-ignore

  it('takes the largest noise of the sample for all, and asks for the truncation of those that seem to disagree alone', async () => {
    const noisy = { ...exact, coordinate: 1, fourth: 1e-3 };
    const asked: number[] = [];
    const sample = [0, 1, 2].map((coordinate) => ({ coordinate, gradapprox: coordinate === 2 ? 1e9 : 1 }));
    const measured = [exact, noisy, { ...exact, coordinate: 2 }, { ...exact, coordinate: 3 }];
    const control = await compareWithControl(measured, { problem, cost: 0 }, sample, ({ coordinate }) => {
      asked.push(coordinate);
      return Promise.resolve(1e8);
    });
    expect(control).toMatchObject({ coordinates: 3, agreed: 2, disagreeing: [2], evaluations: 12 });
    expect(asked).toEqual([2]);
  });

  it('allows for as much as they may differ, and asks for the truncation of more', async () => {
    const measured = [{ ...exact, truncation: 2 ** -20 }];
    const agreedAt = async (gradapprox: number, truncation: () => Promise<number>) =>
      (await compareWithControl(measured, { problem, cost: 0 }, [{ coordinate: 0, gradapprox }], truncation)).agreed;
    const notAsked = () => Promise.reject(new Error('asked'));
    expect(await agreedAt(2 ** -20, notAsked)).toBe(1);
    expect(await agreedAt(2 ** -19, () => Promise.resolve(2 ** -20))).toBe(1);
    expect(await agreedAt(2 ** -19, () => Promise.resolve(2 ** -21))).toBe(0);
  }); // prettier-ignore

  it('allows for the rounding of a negative J, too', async () => {
    const sigma = Number.EPSILON * Math.sqrt(1 / 12);
    expect(await agrees(NOISE * deviationOf(sigma), {}, -1)).toBe(true);
  });
});
