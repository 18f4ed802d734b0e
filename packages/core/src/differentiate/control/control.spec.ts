import { layoutOf } from '@gradproof/flatteners';
import {
  backwardPropagate,
  createForwardPass,
  type NetworkDescription,
  parameterShapes,
  tensor,
} from '@gradproof/model';
import { describe, expect, it } from 'vitest';
import { pausesOf } from '../../async/pauses.fixture.ts';
import type { ControlMeasurement } from '../../contract/control.ts';
import type { SampledEntry } from '../../contract/entries.ts';
import type { LayeredProblem } from '../../contract/problem.ts';
import { createRandom } from '../../numerics/random.ts';
import { UNIT_ROUND_OFF } from '../../numerics/round-off.ts';
import { compareWithControl } from './compare-with-control.ts';
import { createControl } from './control.ts';

const network: NetworkDescription = {
  layers: [
    { units: 4, activation: 'tanh' },
    { units: 3, activation: 'relu' },
    { units: 2, activation: 'softmax' },
  ],
  cost: 'softmax-cross-entropy',
  l2: 0.5,
};
const random = createRandom(3);
const numbers = (length: number) => Float64Array.from({ length }, () => 2 * random() - 1);
const layout = layoutOf(parameterShapes(network, 5));
const problem = {
  kind: 'layered' as const,
  network,
  layout,
  theta: numbers(layout.size),
  X: tensor([5, 7], numbers(35)),
  Y: tensor(
    [2, 7],
    Float64Array.from({ length: 14 }, (_, i) => (i < 7 ? 1 : 0)),
  ),
};
const { X, Y, theta } = problem;
/** J = ½·relu(w·1 + 0)², at w. */
const unitAt = (w: number): LayeredProblem => {
  const unit: NetworkDescription = {
    layers: [{ units: 1, activation: 'relu' }],
    cost: 'mean-squared-error',
    l2: 0,
  };
  return {
    kind: 'layered',
    network: unit,
    layout: layoutOf(parameterShapes(unit, 1)),
    theta: Float64Array.of(w, 0),
    X: tensor([1, 1], Float64Array.of(1)),
    Y: tensor([1, 1], Float64Array.of(0)),
  };
};
const forward = createForwardPass(network, X, Y);
const cost = forward.cost(theta);
const grad = backwardPropagate(network, forward, theta, X, Y);
const everywhere = Array.from(theta, (_, i) => i);
const entriesOf = (gradapprox: Float64Array) =>
  everywhere.map((coordinate) => ({ coordinate, gradapprox: gradapprox[coordinate]! }));
const noTruncation = () => Promise.resolve(0);
const compare = (
  measured: readonly ControlMeasurement[],
  sample: readonly SampledEntry[],
  truncationAt: () => Promise<number>,
) => compareWithControl(measured, { problem, cost }, sample, truncationAt);

describe('the control', () => {
  it('agrees with the derivatives at every coordinate', async () => {
    const control = createControl(problem);
    expect(control.cost).toBe(cost);
    const compared = await compare(await control.measure(everywhere), entriesOf(grad), noTruncation);
    expect(compared).toMatchObject({ coordinates: layout.size, agreed: layout.size, disagreeing: [] });
    const errors = (await control.measure(everywhere)).flatMap(({ truncation, fourth }) => [
      truncation,
      fourth,
    ]);
    expect(Math.min(...errors)).toBeGreaterThanOrEqual(0);
  });

  it.each([1e-5, -1e-6])('sees an entry that is off by %d', async (error) => {
    const measured = await createControl(problem).measure(everywhere);
    for (const wrong of everywhere) {
      const { disagreeing } = await compare(
        measured,
        entriesOf(grad.map((value, i) => (i === wrong ? value + error : value))),
        noTruncation,
      );
      expect(disagreeing).toEqual([wrong]);
    }
  });

  it('allows for the truncation of what it is compared with', async () => {
    const measured = await createControl(problem).measure([0, 1]);
    const compared = await compare(measured, [{ coordinate: 1, gradapprox: grad[1]! + 1e-3 }], () =>
      Promise.resolve(2e-3),
    );
    expect(compared).toMatchObject({ coordinates: 1, agreed: 1 });
  });

  it('allows for the rounding that the engine knows of', async () => {
    const measured = await createControl(problem).measure([1]);
    const entry = { coordinate: 1, gradapprox: grad[1]! + 1e-5 };
    expect((await compare(measured, [{ ...entry, error: 2e-5 }], noTruncation)).agreed).toBe(1);
    expect((await compare(measured, [{ ...entry, error: 5e-6 }], noTruncation)).agreed).toBe(0);
  });

  it('leaves out coordinates that no step frees of a kink', async () => {
    const dead = { ...problem, theta: theta.map((value, i) => (i >= 24 && i < 28 ? 0 : value)) };
    dead.theta[layout.tensors[3]!.offset] = 0; // z of the second layer's first unit is 0 for every example
    const measured = await createControl(dead).measure([24, 28]);
    expect(await compare(measured, [{ coordinate: 24, gradapprox: 0 }], noTruncation)).toMatchObject({
      coordinates: 0,
    });
  });

  it('takes the step that is best for a central difference: near the cube root of the unit round-off, relative to max(1, |θ|)', async () => {
    const large = { ...problem, theta: theta.with(0, -200).with(1, 50) };
    for (const { coordinate, epsilon } of await createControl(large).measure([0, 1])) {
      const best = Math.cbrt(UNIT_ROUND_OFF) * Math.max(1, Math.abs(large.theta[coordinate]!));
      expect(epsilon / best, `coordinate ${coordinate}`).toBeGreaterThan(1 / 2);
      expect(epsilon / best, `coordinate ${coordinate}`).toBeLessThan(2);
    }
  });

  it.each([2 ** -12, 2 ** -20, 2 ** -31])('takes a step that stays on its side of a kink %d away', async (away) => {
    const [measured] = await createControl(unitAt(away)).measure([0]);
    expect(measured!.derivative).toBeCloseTo(away, 12); // J = ½w² for w > 0
    expect(2 * measured!.epsilon).toBeLessThanOrEqual(away);
  }); // prettier-ignore

  it('gives up where a kink is so near that the noise of J would hide any mistake: u/2⁻³⁴ > 10⁻⁶', async () => {
    expect(UNIT_ROUND_OFF / 2 ** -34).toBeGreaterThan(1e-6);
    expect(await createControl(unitAt(2 ** -34)).measure([0])).toEqual([]);
  });

  it('yields to the event loop between passes that take long, and else not', async () => {
    const measure = () => createControl(problem).measure([0, 1]);
    expect(await pausesOf(1e-3, measure)).toBe(0);
    expect(await pausesOf(100, measure)).toBe(2 * 4); // four points a coordinate
  });

  it('stops with the reason of an aborted signal', async () => {
    const reason = new Error('enough');
    await expect(createControl(problem).measure(everywhere, AbortSignal.abort(reason))).rejects.toBe(reason);
  });
});
