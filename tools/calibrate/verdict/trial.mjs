import { checkProblem } from '@gradproof/core';
import { arithmetics } from './arithmetic.mjs';
import { createDraws, seedOf } from './draws.mjs';
import { errorsOf, mistakeOf, partOf } from './mistakes.mjs';
import { namingOf } from './naming.mjs';
import { addCounts, noCounts } from './tally.mjs';

const normOf = (values) => Math.hypot(...values);
const isFinite = (values) => values.every(Number.isFinite);

/**
 * Checks the right gradient of an instance, and a wrong one: the next seed takes the next kind of mistake. Gives counts, and what went wrong; null where there
 * is no right gradient in this precision.
 */
export const trialOf = async (instance, { options, method, form, seed }) => {
  const arithmetic = arithmetics[form.precision];
  if (!isHeld(instance.problem, form.precision)) return null;
  const right = instance.gradientIn(arithmetic, instance.problem.theta);
  if (isLost(instance, right, form.precision) || !isFinite(right) || !Number.isFinite(costAt(instance)))
    return null;
  const check = checkerOf(instance, form, arithmetic, right, { ...options, seed });
  const report = await check(right);
  const { verdict } = report;
  const trial = { ...noCounts(), right: 1, alone: form.isAlone ? 1 : 0, failures: [] };
  if (verdict !== 'correct') {
    trial[verdict] = 1;
    trial.failures.push(`right: ${verdict}, ${described(report)}`);
  }
  const draws = createDraws(seedOf(`${method} ${form.precision}`, seed));
  const limits = report.tensors.map(({ detectionLimit }) => detectionLimit);
  const exact = instance.gradientIn(arithmetics.float64, instance.problem.theta);
  const context = { instance, right, exact, limits, form, draws, isPart: method === 'sample' };
  const mistake = mistakeOf(context, seed);
  if (mistake !== null) takeWrong(trial, context, mistake, await check(mistake.wrong));
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
const checkerOf =
  ({ problem, gradientIn }, { precision, isAlone }, arithmetic, right, options) =>
  (grad) => {
    const off = grad.map((g, i) => g - right[i]);
    const at = (theta) =>
      gradientIn(arithmetic, theta).map((g, i) => (off[i] === 0 ? g : arithmetic.q(g + off[i])));
    const gradientAt = problem.kind === 'layered' || isAlone ? undefined : at;
    const gradientPrecision = precision === 'float64' ? undefined : { precision, known: 'type' };
    return checkProblem({ problem, grad, gradientAt, gradientPrecision }, options);
  };

/** Rounding of an error and its limit to float64. */
const ROUNDED = 1e-9;

/** So much of the part that is to be found: the precision of the claim rounds what was planted. */
const NEARLY = 0.9;

/** Counts what a check says of a wrong gradient. */
const takeWrong = (trial, context, { name, kinds, wrong, isSure = false }, report) => {
  const tensors = tensorsOf(context, wrong, report);
  const beyond = tensors.filter(({ met, limits }) => met > limits.norm * (1 + ROUNDED));
  if (beyond.length === 0 && !isSure) return;
  trial.beyond = 1;
  const told = `${name}, ${beyond
    .slice(0, 2)
    .map(
      ({ slot, met, limits }) =>
        `${slot.name} by ${met.toExponential(2)}, limit ${limits.norm.toExponential(2)}`,
    )
    .join('; ')}`;
  const isPassed = isSure
    ? report.verdict === 'correct'
    : beyond.some(({ verdict }) => verdict === 'correct');
  if (isPassed) {
    trial.passed = 1;
    trial.failures.push(`passed: ${told}`);
  }
  takeSeen(trial, context, beyond, told, report);
  const { texts, ...naming } = namingOf(report, kinds, tensors);
  addCounts(trial, naming);
  trial.failures.push(...texts.map((text) => `${told}: ${text}`));
};

const takeSeen = (trial, { right, form }, beyond, told, report) => {
  const due = beyond.filter(
    ({ slot: { offset, size }, norm }) =>
      norm >= NEARLY * partOf(form) * normOf(right.subarray(offset, offset + size)),
  );
  if (due.length === 0) return;
  trial.seen = 1;
  if (due.every(({ verdict }) => verdict === 'incorrect')) trial.found = 1;
  else trial.failures.push(`not found (${report.verdict}): ${told}, ${described(report)}`);
};

const tensorsOf = (context, wrong, report) => {
  const { theta, layout } = context.instance.problem;
  const met = errorsOf(context, wrong);
  const all = [];
  for (const [index, slot] of layout.tensors.entries()) {
    const of = (values) => values.subarray(slot.offset, slot.offset + slot.size);
    const error = of(wrong).map((w, k) => w - of(context.right)[k]);
    const { verdict, detectionLimit } = report.tensors[index];
    all.push({
      all,
      slot,
      name: slot.name,
      shape: slot.shape,
      verdict,
      limits: detectionLimit,
      limit: detectionLimit.entry,
      met: met[index],
      norm: normOf(error),
      exact: of(context.exact),
      rounding: normOf(of(context.exact).map((a, k) => a - of(context.right)[k])),
      wrong: of(wrong),
      theta: of(theta),
      error,
    });
  }
  return all;
};
