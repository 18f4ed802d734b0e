import { checkProblem } from '@gradproof/core';

/** ε of sampled rows: the engine's default. */
const EPSILON = 1e-9;

/** ‖grad − gradapprox‖, ‖grad‖ and ‖gradapprox‖, squared, as coordinates come along. */
const createSums = () => ({ residual: 0, grad: 0, approx: 0 });

const add = (sums, grad, approx) => {
  sums.residual += (grad - approx) ** 2;
  sums.grad += grad ** 2;
  sums.approx += approx ** 2;
};

const differenceOf = ({ residual, grad, approx }) =>
  residual === 0 ? 0 : Math.sqrt(residual) / (Math.sqrt(grad) + Math.sqrt(approx));

/** The best of up to three whole checks, the first of them to warm up where it is short. */
export const whole = async (problem, grad, engine) => {
  let best;
  for (let turn = 0, spent = 0; turn < 3 && spent < 10; turn++) {
    const began = performance.now();
    const report = await checkProblem({ problem, grad }, { engine });
    const seconds = (performance.now() - began) / 1000;
    spent += seconds;
    if (best === undefined || seconds < best.seconds) best = { seconds, report };
  }
  const { seconds, report } = best;
  const { difference, verdict, checked, tensors } = report;
  return {
    ...{ seconds, difference, verdict, checked },
    worstTensor: Math.max(...tensors.map((own) => own.difference)),
  };
};

/**
 * Whole rows of weights, spread over each layer, until the layer's part of the budget (seconds) is spent: their difference, and the time
 * that all rows would take.
 */
export const sampled = async (problem, grad, engine, budget) => {
  const evaluator = await engine.prepare(problem, 'incremental');
  const weights = problem.layout.tensors.filter((_, tensor) => tensor % 2 === 0);
  const all = createSums();
  let [seconds, checked, worstTensor] = [0, 0, 0];
  for (const { offset, shape } of weights) {
    const [units, inputs] = shape;
    const own = createSums();
    const began = performance.now();
    const spent = () => (performance.now() - began) / 1000;
    let done = 0;
    for (; done < units && (done === 0 || spent() < budget / weights.length); done++) {
      const start = offset + ((done * 97) % units) * inputs; // 97 is prime: no row comes twice
      const { values } = await evaluator.derivatives({ start, end: start + inputs }, EPSILON);
      values.forEach((value, i) => {
        for (const sums of [all, own]) add(sums, grad[start + i], value);
      });
    }
    seconds += (spent() / done) * units;
    checked += done * inputs;
    worstTensor = Math.max(worstTensor, differenceOf(own));
  }
  await evaluator.dispose();
  return { seconds, difference: differenceOf(all), verdict: null, checked, worstTensor };
};
