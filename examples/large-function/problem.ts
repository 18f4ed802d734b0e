/**
 * A million parameters and one wrong entry in their gradient: every coordinate would take six million evaluations, probing takes a few dozen.
 *
 *     npx gradproof check examples/large-function/problem.ts --coverage probe
 *
 * A field w of 1000 × 1000 values (say, the concentrations of a reaction–diffusion model) with an energy: neighbours attract each other,
 * and each value lies in a double well. The gradient is right but for one entry, as a wrong index in a kernel would leave it.
 */
import { defineProblem } from '@gradproof/core';
import { cost, gradientWithMistake, initialField } from './field.ts';

export default defineProblem({
  parameters: { w: initialField() },
  cost: ({ w }: { w: Float64Array }) => cost(w),
  gradient: ({ w }: { w: Float64Array }) => ({ w: gradientWithMistake(w) }),
});
