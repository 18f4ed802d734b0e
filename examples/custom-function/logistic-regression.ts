/**
 * The library at work: the gradient of problem.ts is checked, and one with a mistake that is often made. Run it from the repository
 * root, after `npm ci`:
 *
 *     npx node examples/custom-function/logistic-regression.ts
 */
import { checkGradient } from '@gradproof/core';
import { formatReport } from '@gradproof/report';
import { cost, gradient, lambda, parameters, type Parameters } from './problem.ts';

/** The penalty is forgotten. */
const forgetful = (at: Parameters): Parameters => ({
  ...gradient(at),
  weights: gradient(at).weights.map((g, i) => g - lambda * at.weights[i]!),
});

const right = await checkGradient({ parameters, cost, gradient });
console.log(`The gradient:\n\n${formatReport(right)}\n`);

const wrong = await checkGradient({ parameters, cost, gradient: forgetful });
console.log(`The gradient without its penalty:\n\n${formatReport(wrong)}`);

process.exitCode = right.verdict === 'correct' && wrong.verdict === 'incorrect' ? 0 : 1;
