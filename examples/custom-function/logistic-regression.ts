/**
 * Your own cost and your own gradient, whatever they are: here logistic regression with an L2 penalty. The parameters are
 * held as you hold them (a record with a Float64Array and a number). Run it from the repository root, after `npm ci`:
 *
 *     npx node examples/custom-function/logistic-regression.ts
 */
import { checkGradient } from '@gradproof/core';
import { formatReport } from '@gradproof/report';

const inputs = [
  [0.5, -1.2, 3.1],
  [1.4, 0.3, -0.7],
  [-0.9, 2.2, 0.1],
  [0.2, 0.8, 1.9],
];
const labels = [1, 0, 1, 1];
const lambda = 0.1;

type Parameters = { weights: Float64Array; bias: number };
const parameters: Parameters = { weights: Float64Array.of(0.3, -0.2, 0.5), bias: 0.1 };

const score = ({ weights, bias }: Parameters, input: number[]): number =>
  input.reduce((sum, value, i) => sum + value * weights[i]!, bias);

/** The cost you trust: mean logistic loss + λ/2 ‖w‖². */
const cost = (at: Parameters): number => {
  const losses = inputs.map(
    (input, r) => Math.log1p(Math.exp(score(at, input))) - labels[r]! * score(at, input),
  );
  const penalty = at.weights.reduce((sum, w) => sum + w * w, 0) / 2;
  return losses.reduce((sum, loss) => sum + loss, 0) / inputs.length + lambda * penalty;
};

/** The gradient you don't trust. */
const gradient = (at: Parameters): Parameters => {
  const errors = inputs.map((input, r) => 1 / (1 + Math.exp(-score(at, input))) - labels[r]!);
  const mean = (of: (r: number) => number) =>
    errors.reduce((sum, e, r) => sum + e * of(r), 0) / inputs.length;
  return {
    weights: at.weights.map((w, i) => mean((r) => inputs[r]![i]!) + lambda * w),
    bias: mean(() => 1),
  };
};

/** The same, as it is often written: the penalty is forgotten. */
const forgetful = (at: Parameters): Parameters => ({
  ...gradient(at),
  weights: gradient(at).weights.map((g, i) => g - lambda * at.weights[i]!),
});

const right = await checkGradient({ parameters, cost, gradient });
console.log(`The gradient:\n\n${formatReport(right)}\n`);

const wrong = await checkGradient({ parameters, cost, gradient: forgetful });
console.log(`The gradient without its penalty:\n\n${formatReport(wrong)}`);

process.exitCode = right.verdict === 'correct' && wrong.verdict === 'incorrect' ? 0 : 1;
