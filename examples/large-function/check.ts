/**
 * The same as `gradproof check examples/large-function/problem.ts --coverage probe`, from a program:
 *
 *     npx node examples/large-function/check.ts
 */
import { checkGradient } from '@gradproof/core';
import { formatReport } from '@gradproof/report';
import { cost, gradient, gradientWithMistake, initialField } from './field.ts';

const parameters = { w: initialField() };
const check = (of: (w: Float64Array) => Float64Array) =>
  checkGradient(
    { parameters, cost: ({ w }) => cost(w), gradient: ({ w }) => ({ w: of(w) }) },
    { coverage: { kind: 'probe' } },
  );

const wrong = await check(gradientWithMistake);
console.log(`One entry of a million is wrong:\n\n${formatReport(wrong)}\n`);

const right = await check(gradient);
console.log(`The right gradient:\n\n${formatReport(right)}`);

const isFound = wrong.verdict === 'incorrect' && wrong.evaluations < 80;
process.exitCode = isFound && right.verdict === 'correct' ? 0 : 1;
