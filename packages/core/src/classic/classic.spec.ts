import { backwardPropagationN, forwardPropagationN } from '@gradproof/model';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createRandom } from '../numerics/random.ts';
import { gradientCheckN } from './gradient-check-n.ts';
import { gradientCheck } from './gradient-check.ts';
import { printClassicVerdict } from './message.ts';

const random = createRandom(3);
const matrix = (rows: number, columns: number): number[][] =>
  Array.from({ length: rows }, () => Array.from({ length: columns }, () => random() - 0.5));
const parameters = { W1: matrix(5, 4), b1: matrix(5, 1), W2: matrix(3, 5), b2: matrix(3, 1), W3: matrix(1, 3), b3: matrix(1, 1) }; // prettier-ignore
const X = matrix(4, 3);
const Y = [[1, 1, 0]];
const right = { ...backwardPropagationN(X, Y, forwardPropagationN(X, Y, parameters)[1]) };

afterEach(() => vi.restoreAllMocks());

describe('the exercise', () => {
  it('passes J = θx', () => {
    expect(gradientCheck(2, 4)).toBeLessThan(1e-8); // the noise of J = 8 over ε = 1e-7, u·8/1e-7 = 1.8e-8, relative to 2 + 2
  });

  it('passes the right backward propagation', () => {
    expect(gradientCheckN(parameters, right, X, Y)).toBeLessThan(2e-7);
  });

  it.each(['dW2', 'db1'] as const)('fails a factor 2 in %s', (name) => {
    const doubled = { shape: right[name].shape, data: right[name].data.map((g: number) => 2 * g) };
    expect(gradientCheckN(parameters, { ...right, [name]: doubled }, X, Y)).toBeGreaterThan(1e-3);
  });

  it.each([
    [1e-7, 'works perfectly fine'],
    [2e-7, 'works perfectly fine'],
    [3e-7, 'There is a mistake'],
    [NaN, 'There is a mistake'],
  ])('calls a difference of %d what the exercise calls it: up to 2e-7 is right', (difference, verdict) => {
    const log = vi.spyOn(console, 'log').mockImplementation(() => {});
    printClassicVerdict(difference);
    expect(log).toHaveBeenCalledExactlyOnceWith(expect.stringContaining(verdict));
  });

  it.each([
    [right, '\u001b[92mYour backward propagation works perfectly fine! difference = '],
    [{ ...right, db3: [[9]] }, '\u001b[93mThere is a mistake in the backward propagation! difference = '],
  ])('prints its verdict', (gradients, message) => {
    const log = vi.spyOn(console, 'log').mockImplementation(() => {});
    const difference = gradientCheckN(parameters, gradients, X, Y, 1e-7, true);
    expect(log).toHaveBeenCalledExactlyOnceWith(`${message}${difference}\u001b[0m`);
  });
});
