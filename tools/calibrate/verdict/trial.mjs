import { checkProblem } from '@gradproof/core';
import { arithmetics } from './arithmetic.mjs';
import { createDraws, seedOf } from './draws.mjs';
import { grossMistake, plantedBy } from './mistakes.mjs';

/** What a mistake of a tensor is to be found at: a thousandth of it, a hundredth where the array alone is known. */
const PART = 1e-3;
const PART_ALONE = 1e-2;

/** Planted at so many times the limit that is stated. */
const BEYOND = 1.5;

const normOf = (values) => Math.hypot(...values);
const isFinite = (values) => values.every(Number.isFinite);

/**
 * Checks the right gradient of an instance, and wrong ones: a mistake just beyond the stated limit, one of the part that is to be found, a gross one, and
 * those of the family. Gives counts, and what went wrong; null where there is no right gradient in this precision.
 */
export const trialOf = async (instance, { options, method, form, formName, seed }) => {
  const arithmetic = arithmetics[form.precision];
  if (!isHeld(instance.problem, form.precision)) return null;
  const draws = createDraws(seedOf(`${method} ${formName}`, seed));
  const right = instance.gradientIn(arithmetic, instance.problem.theta);
  if (isLost(instance, right, form.precision) || !isFinite(right) || !Number.isFinite(await costAt(instance)))
    return null;
  const check = checkerOf(instance, form, arithmetic, options, seed);
  const first = await check(right);
  const trial = {
    right: 1,
    incorrect: 0,
    inconclusive: 0,
    beyond: 0,
    passed: 0,
    seen: 0,
    found: 0,
    failures: [],
  };
  if (first.verdict === 'incorrect') trial.incorrect = 1;
  if (first.verdict === 'inconclusive') trial.inconclusive = 1;
  if (first.verdict !== 'correct') trial.failures.push(`right: ${first.verdict}, ${described(first)}`);
  for (const mistake of mistakesOf(instance, right, first, form, method, draws)) {
    const wrong = right.slice();
    wrong.set(mistake.tensor.map(arithmetic.q), mistake.slot.offset);
    if (isFinite(wrong)) takeWrong(trial, mistake, right, wrong, await check(wrong));
  }
  for (const { name, grad } of method === 'sample' ? [] : instance.wrongs) {
    // a sample may miss one side of a tie
    const report = await check(grad.map(arithmetic.q));
    trial.beyond++;
    if (report.verdict !== 'correct') continue;
    trial.passed++;
    trial.failures.push(`passed: ${name}`);
  }
  return trial;
};

/** A function's gradient in 16 bits is right only at parameters that 16 bits hold. */
const isHeld = ({ kind, theta }, precision) =>
  kind === 'layered' || !precision.endsWith('16') || theta.every((t) => arithmetics[precision].q(t) === t);

/** A part of a gradient that 16 bits can't be off by, but where numbers underflow or cancel altogether: what comes out is no right gradient. */
const LOST = 0.1;

const isLost = ({ problem, gradientIn }, right, precision) => {
  if (problem.kind === 'layered' || !precision.endsWith('16')) return false;
  const exact = gradientIn(arithmetics.float64, problem.theta);
  return problem.layout.tensors.some(({ offset, size }) => {
    const part = exact.subarray(offset, offset + size);
    return !(normOf(part.map((g, k) => g - right[offset + k])) <= LOST * normOf(part));
  });
};

const costAt = ({ problem }) => (problem.kind === 'layered' ? 0 : problem.cost(problem.theta));

const described = ({ tensors, reason }) =>
  `${tensors
    .filter(({ verdict }) => verdict !== 'correct')
    .map(({ name }) => name)
    .join(' ')}: ${reason.slice(0, 160)}`;

/** A check of a claimed gradient; given as a function, it is off by the same at every θ. */
const checkerOf = ({ problem, gradientIn }, { precision, isAlone }, arithmetic, options, seed) => {
  const right = gradientIn(arithmetic, problem.theta);
  return (grad) => {
    const off = grad.map((g, i) => g - right[i]);
    const at = (theta) =>
      gradientIn(arithmetic, theta).map((g, i) => (off[i] === 0 ? g : arithmetic.q(g + off[i])));
    const gradientAt = problem.kind === 'layered' || isAlone ? undefined : at;
    const gradientPrecision = precision === 'float64' ? undefined : { precision, known: 'type' };
    return checkProblem({ problem, grad, gradientAt, gradientPrecision }, { ...options, seed });
  };
};

const mistakesOf = (instance, right, report, form, method, draws) => {
  const slots = instance.problem.layout.tensors;
  const index = draws.integer(0, slots.length - 1);
  const slot = slots[index];
  const { norm: limit } = report.tensors[index].detectionLimit;
  const size = normOf(right.subarray(slot.offset, slot.offset + slot.size));
  const isPart = method === 'sample';
  const at = (norm) =>
    norm > 0 && norm < Infinity ? plantedBy(instance, slot, right, norm, draws, isPart) : null;
  const part = (form.isAlone ? PART_ALONE : PART) * size;
  return [
    at(BEYOND * limit * (isPart ? slot.size : 1)),
    at(part),
    grossMistake(instance, slot, right, draws),
  ].flatMap((mistake) => (mistake ? [{ ...mistake, slot, index, least: part, isPart }] : []));
};

/** What of a mistake a check must have met: of a sample's, which are spread over all entries, the least entry's part, since of each tensor one entry is surely drawn. */
const metBy = (errors, isPart) =>
  isPart ? errors.reduce((least, error) => Math.min(least, error)) : normOf(errors);

const takeWrong = (trial, mistake, right, wrong, report) => {
  const { verdict, detectionLimit } = report.tensors[mistake.index];
  const { offset, size } = mistake.slot;
  const errors = wrong.subarray(offset, offset + size).map((w, k) => Math.abs(w - right[offset + k]));
  const error = metBy(errors, mistake.isPart);
  if (!(error > detectionLimit.norm * (1 + 1e-9))) return;
  const told = `${mistake.slot.name} ${mistake.name} by ${error.toExponential(2)}, limit ${detectionLimit.norm.toExponential(2)}`;
  trial.beyond++;
  if (verdict === 'correct') {
    trial.passed++;
    trial.failures.push(`passed: ${told}`);
  }
  if (normOf(errors) < 0.9 * mistake.least) return;
  trial.seen++;
  if (verdict === 'incorrect') trial.found++;
  else trial.failures.push(`not found (${verdict}): ${told}, ${described(report)}`);
};
