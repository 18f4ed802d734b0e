import { beforeEach, describe, expect, it, vi } from 'vitest';
import { distanceToPoint } from './distance-to-point.ts';
import { slopesAt } from './slopes-at.ts';
import type { WrongGradient } from './wrong-gradient.ts';

vi.mock('./slopes-at.ts');

const THETA = Float64Array.of(3, 4); // ‖θ‖ = 5
const GRAD = Float64Array.of(0.6, 0.8); // ‖grad‖ = 1: η is the distance
const DIRECTION = Float64Array.of(1, 0); // grad·v = 0.6

/** Looks for the distance where the slope misses grad·v by so much at each. */
const distanceWhere = (missAt: (eta: number) => number, bound: number) => {
  vi.mocked(slopesAt).mockImplementation((_wrong, point) => {
    const eta = (point[0]! - THETA[0]!) / GRAD[0]!;
    return Promise.resolve([{ slope: 0.6 + missAt(eta), bound }]);
  });
  return distanceToPoint({ grad: GRAD, problem: { theta: THETA } } as WrongGradient, DIRECTION, undefined);
};

beforeEach(() => void vi.mocked(slopesAt).mockReset());

describe('the distance to another point', () => {
  it('is where the slope is that of the gradient, to its bound', async () => {
    const eta = await distanceWhere((at) => 2 * (at - 0.4), 1e-9);
    expect(Math.abs(eta! - 0.4)).toBeLessThanOrEqual(1e-9 / 2); // bound / slope
    expect(await distanceWhere((at) => Math.exp(at) - 2, 1e-9)).toBeCloseTo(Math.LN2, 8); // bound / slope = 5e-10
  });

  it('is found in steps of which the first is 1/1000 of ‖θ‖: enough to show in coarse slopes, too little to leave the domain', async () => {
    const part = (eta: number) => eta / 5; // of ‖θ‖
    const coarse = (eta: number) => (part(eta) > 2.5e-3 ? NaN : Math.round(part(eta) / 6e-4) - 3); // zero at 3·6e-4 = 1.8e-3 of ‖θ‖
    const eta = await distanceWhere(coarse, 0.1);
    expect(Math.abs(part(eta!) - 1.8e-3)).toBeLessThanOrEqual(6e-4 / 2 + 1e-15); // rounded to 6e-4
  });

  it('is given up after ten steps where the slopes never meet', async () => {
    const neverMeeting = (eta: number) => 1 + 0.9 * Math.sin(1 + 7 * eta);
    expect(await distanceWhere(neverMeeting, 1e-9)).toBeNull();
    expect(slopesAt).toHaveBeenCalledTimes(12); // two to begin with
  });

  it('is found in ten steps where the slope is steep there', async () => {
    expect(await distanceWhere((at) => (1 + at) ** 9 - 2, 1e-9)).toBeCloseTo(2 ** (1 / 9) - 1, 8);
    expect(vi.mocked(slopesAt).mock.calls.length).toBeGreaterThan(5);
  });

  it('is begun at the same part of ‖θ‖ whatever the length of the gradient is', async () => {
    const [length, tried] = [2, [] as number[]]; // of the gradient
    vi.mocked(slopesAt).mockImplementation((_wrong, point) => {
      tried.push(Math.hypot(point[0]! - THETA[0]!, point[1]! - THETA[1]!) / 5);
      return Promise.resolve([{ slope: 1, bound: 0 }]);
    });
    const wrong = {
      grad: GRAD.map((g) => length * g),
      problem: { theta: THETA },
    } as unknown as WrongGradient;
    await distanceToPoint(wrong, DIRECTION, undefined);
    expect(tried[1]).toBeGreaterThan(0.5e-3);
    expect(tried[1]).toBeLessThan(2e-3);
  });

  it('may be where a step ends that nothing more follows', async () => {
    const ending = (last: number, bound: number) => {
      let calls = 0;
      return distanceWhere(() => (++calls < 12 ? 1 + calls : last), bound); // 12: two to begin with, and ten steps
    };
    expect(await ending(0.5, 0.75)).not.toBeNull();
    expect(await ending(0, 0)).not.toBeNull();
    expect(await ending(1, 0.75)).toBeNull();
    expect(await ending(-1, 0.75)).toBeNull();
  });

  it('is any where the slopes miss by no more than their bounds at once', async () => {
    const bound = 2 ** -10;
    vi.mocked(slopesAt).mockResolvedValue([{ slope: 0.5 + bound, bound }]);
    const wrong = { grad: Float64Array.of(0.5, 0), problem: { theta: THETA } } as unknown as WrongGradient;
    expect(await distanceToPoint(wrong, DIRECTION, undefined)).toBeCloseTo(1e-3 * 10, 14); // of ‖θ‖ = 5, for ‖grad‖ = ½
    expect(slopesAt).toHaveBeenCalledTimes(2);
  });

  it('is none where the slope does not change', async () => {
    expect(await distanceWhere(() => 1, 1e-9)).toBeNull();
    expect(slopesAt).toHaveBeenCalledTimes(2); // nothing more is tried
  });
});
