import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { activationNames, elementwiseActivations, type ElementwiseActivationName } from './index.ts';
import { softmaxColumns } from './softmax.ts';

const names = Object.keys(elementwiseActivations) as ElementwiseActivationName[];
const STEP = 1e-5;
/** |f‴| ≤ 2 for each of them away from its kink; tanh′′′(0) = −2 is the largest. */
const THIRD_DERIVATIVE = 2;
const truncation = (STEP ** 2 / 6) * THIRD_DERIVATIVE;
/** Each value is right to about 8 units in the last place, and the difference of two is divided by 2h. */
const roundOff = (value: number): number =>
  (2 * 8 * Number.EPSILON * Math.max(1, Math.abs(value))) / (2 * STEP);

const centralDifference = (f: (z: number) => number, z: number): number => {
  const [right, left] = [z + STEP, z - STEP];
  return (f(right) - f(left)) / (right - left); // the step as it is after rounding
};

describe.each(names)('%s', (name) => {
  const { value, derivative } = elementwiseActivations[name];

  it('has the derivative that its differences show', () => {
    // 0 is left out: there relu and leaky-relu have kinks, and elu a jump in its second derivative
    const z = fc.double({ min: -20, max: 20, noNaN: true }).filter((x) => Math.abs(x) > 2 * STEP);
    fc.assert(
      fc.property(z, (x) => {
        const error = Math.abs(derivative(x) - centralDifference(value, x));
        expect(error).toBeLessThanOrEqual(truncation + roundOff(value(x)));
      }),
    );
  });

  it.each([-1e3, -745.2, -38.6, -1e-300, 0, 1e-300, 38.6, 709.8, 1e3])('is finite at z = %d', (z) => {
    expect([value(z), derivative(z)].every(Number.isFinite)).toBe(true);
  });

  it('has a value, a derivative and increments at every finite z', () => {
    for (let exponent = -320; exponent <= 308; exponent += 0.03)
      for (const z of [10 ** exponent, -(10 ** exponent)]) {
        const { value, derivative, increment } = elementwiseActivations[name];
        const all = [value(z), derivative(z), increment(z, 1e-9), increment(z, -z / 1e9)];
        expect(all.some(Number.isNaN), `${z}: ${all.join(', ')}`).toBe(false);
      }
  });

  it('leaves NaN NaN, value and derivative', () => {
    expect(value(NaN)).toBeNaN();
    if (name !== 'identity') expect(derivative(NaN)).toBeNaN();
  });
});

const kinkOf = (name: ElementwiseActivationName) => elementwiseActivations[name].kink;
const kinked = names.filter((name) => kinkOf(name) !== null);
const smooth = names.filter((name) => kinkOf(name) === null);

it.each(kinked)('%s has at its kink the derivative from the left, and another one from the right', (name) => {
  const { derivative } = elementwiseActivations[name];
  const kink = kinkOf(name)!;
  expect(derivative(kink)).toBe(derivative(kink - 1));
  expect(derivative(kink + Number.MIN_VALUE) - derivative(kink)).toBeGreaterThan(0.5);
});

it.each(smooth)('the derivative of %s jumps nowhere', (name) => {
  const { derivative } = elementwiseActivations[name];
  const step = 1e-9; // over twice that it moves by 4e-9 at most: |f″| ≤ 2
  for (let z = -8; z <= 8; z += 1 / 64)
    expect(Math.abs(derivative(z + step) - derivative(z - step)), `z = ${z}`).toBeLessThan(1e-8);
});

describe('the values', () => {
  it.each<[ElementwiseActivationName, number, number, number]>([
    ['identity', -3, -3, 1],
    ['relu', -3, 0, 0],
    ['relu', 3, 3, 1],
    ['leaky-relu', -3, -0.03, 0.01],
    ['leaky-relu', 3, 3, 1],
    ['elu', 3, 3, 1],
    ['elu', -1, Math.exp(-1) - 1, Math.exp(-1)],
    ['softplus', 0, Math.log(2), 0.5],
    ['gelu', 0, 0, 0.5],
    ['gelu', 1, 0.8413447460685429, 0.8413447460685429 + 0.24197072451914337], // Φ(1) and Φ(1) + φ(1)
    ['tanh', 0, 0, 1],
    ['sigmoid', 0, 0.5, 0.25],
  ])('%s at %d is %d, with derivative %d', (name, z, value, derivative) => {
    const ulps = (x: number) => 2 * Number.EPSILON * Math.abs(x);
    const activation = elementwiseActivations[name];
    expect(Math.abs(activation.value(z) - value)).toBeLessThanOrEqual(ulps(value));
    expect(Math.abs(activation.derivative(z) - derivative)).toBeLessThanOrEqual(ulps(derivative));
  });

  it.each<[ElementwiseActivationName, number, number]>([
    ['sigmoid', -40, Math.exp(-40)],
    ['sigmoid', 40, Math.exp(-40)],
    ['tanh', 30, 4 * Math.exp(-60)],
    ['softplus', -40, Math.exp(-40)],
  ])('%s keeps the digits of its derivative in the tail at %d', (name, z, derivative) => {
    const relativeError = elementwiseActivations[name].derivative(z) / derivative - 1;
    expect(Math.abs(relativeError)).toBeLessThan(1e-15); // the next term of each tail is below e^−40
  });

  it('are listed by name, softmax last', () => {
    expect(activationNames).toEqual([...names, 'softmax']);
  });
});

describe('softmaxColumns', () => {
  it('turns each column of logits into shares', () => {
    const a = new Float64Array(6);
    softmaxColumns(Float64Array.of(Math.log(1), 7, Math.log(2), 7, Math.log(5), 7), 3, 2, a);
    const expected = [1 / 8, 1 / 3, 2 / 8, 1 / 3, 5 / 8, 1 / 3];
    const error = Math.max(...a.map((share, i) => Math.abs(share - expected[i]!)));
    expect(error).toBeLessThanOrEqual(4 * Number.EPSILON); // one exp, one sum of three, one division
  });

  it('does not overflow for logits of ±1000', () => {
    const a = new Float64Array(2);
    softmaxColumns(Float64Array.of(1000, -1000), 2, 1, a);
    expect([...a]).toEqual([1, 0]);
  });
});
