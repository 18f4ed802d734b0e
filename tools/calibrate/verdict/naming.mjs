const normOf = (values) => Math.hypot(...values);

/** Beside what a right gradient is off by, what is left of b beside a multiple of a is at most this part of b, where b is that multiple. */
const PARALLEL = 1e-5;

const factorOf = (a, b) => {
  const square = a.reduce((sum, value) => sum + value * value, 0);
  return square === 0 ? 0 : a.reduce((sum, value, k) => sum + value * b[k], 0) / square;
};

/** Whether b is a multiple of a, as nearly as the right gradient (`rounding`: its distance from the exact one) would be. */
const isMultiple = (a, b, rounding, factor = factorOf(a, b)) =>
  normOf(b.map((value, k) => value - factor * a[k])) <=
  PARALLEL * normOf(b) + 2 * rounding * Math.max(1, Math.abs(factor));

const isNearly = (values, others, rounding) =>
  normOf(values.map((value, k) => value - others[k])) <= PARALLEL * normOf(values) + 2 * rounding;

const isSameAlong = (values, axis, shape, rounding) => {
  const inner = shape.slice(axis + 1).reduce((product, size) => product * size, 1);
  const before = values.map((value, k) =>
    Math.floor(k / inner) % shape[axis] === 0 ? value : values[k - inner],
  );
  return isNearly(values, before, rounding);
};

const isClipped = ({ by, limit }, { exact, wrong, rounding }) =>
  by === 'norm'
    ? isMultiple(exact, wrong, rounding)
    : isNearly(
        wrong,
        exact.map((a) => Math.max(-limit, Math.min(limit, a))),
        rounding,
      );

/** Whether as many entries are told as are wrong: those beyond the limit of a single one at least, those that differ at all at most. */
const countsWrong = ({ count }, { error, limit }) => {
  const among = (least) => error.filter((e) => Math.abs(e) > least).length;
  return count >= among(limit) && count <= among(0) && count < error.length;
};

/** Whether tensors are wrong up to the one that is told (of a network: of the layers W1, b1 … that are told), and none after it; what is within its limit may be either. */
const isWrongUpTo = ({ layer, until }, { all }) => {
  const last = layer === null ? all.findIndex(({ name }) => name === until) : 2 * layer - 1;
  return all.every(({ norm, limits }, at) => (at <= last ? norm > 0 : norm <= limits.norm));
};

/** What can be read off both gradients, whatever it comes of; `exact`, `wrong`, `error` and `theta` of the tensor, `rounding` of the right gradient, `limit` of an entry, `all` tensors. */
const FACTS = {
  'non-finite': (_d, { wrong }) => !wrong.every(Number.isFinite),
  zero: (_d, { wrong }) => wrong.every((value) => value === 0),
  sign: (_d, { exact, wrong, rounding }) => isMultiple(exact, wrong, rounding, -1),
  scale: (_d, { exact, wrong, rounding }) => isMultiple(exact, wrong, rounding),
  regularization: (_d, { theta, exact, wrong, rounding }) =>
    isMultiple(
      theta,
      wrong.map((w, k) => w - exact[k]),
      rounding,
    ),
  integers: (_d, { wrong }) => wrong.every(Number.isInteger),
  'is-theta': (_d, { theta, wrong, rounding }) => isMultiple(theta, wrong, rounding, 1),
  broadcast: ({ axes }, { wrong, shape, rounding }) =>
    axes.every((axis) => isSameAlong(wrong, axis, shape, rounding)),
  clipped: isClipped,
  entries: countsWrong,
  upstream: isWrongUpTo,
  unexplained: () => true,
};

/** Whether a diagnosis says what is so: a cause of the mistake, or a fact that both gradients show. */
export const isTrue = (diagnosis, kinds, tensor) =>
  kinds.includes(diagnosis.kind) || (FACTS[diagnosis.kind]?.(diagnosis, tensor) ?? false);

/** Kinds that tell where a mistake is, and not what it is. */
const PLACES = ['entries', 'upstream', 'unexplained'];

/** A mistake has to be this many times the limit for its cause to be asked for. */
const NAMEABLE = 30;

/**
 * How the cause of a mistake was told in a report: diagnosed (incorrect, and something was said), misnamed (of any tensor what isn't so), nameable and named
 * (of every tensor that is wrong by far a cause that is so). `tensors`: of each its part of both gradients, its error's norm and its limits.
 */
export const namingOf = (report, kinds, tensors) => {
  const told = report.tensors.flatMap(({ diagnosis }, index) => (diagnosis ? [{ diagnosis, tensor: tensors[index] }] : []));
  if (kinds === null || told.length === 0) return { diagnosed: 0, misnamed: 0, nameable: 0, named: 0, texts: [] };
  const untrue = told.filter(({ diagnosis, tensor }) => !isTrue(diagnosis, kinds, tensor));
  const far = told.filter(({ tensor }) => tensor.norm > NAMEABLE * tensor.limits.norm);
  const unnamed = far.filter(({ diagnosis, tensor }) => !kinds.includes(diagnosis.kind) && (PLACES.includes(diagnosis.kind) || !isTrue(diagnosis, kinds, tensor)));
  const nameable = kinds.length > 0 && far.length > 0 && tensors.every(({ norm, limits }) => norm === 0 || norm > NAMEABLE * limits.norm);
  return {
    diagnosed: 1,
    misnamed: untrue.length > 0 ? 1 : 0,
    nameable: nameable ? 1 : 0,
    named: nameable && unnamed.length === 0 ? 1 : 0,
    texts: [...untrue.map(textOf('misnamed')), ...(nameable ? unnamed : []).map(textOf('not named'))],
  };
}; // prettier-ignore

const textOf =
  (what) =>
  ({ diagnosis: { kind, message } }) =>
    `${what} (${kind}): ${message.slice(0, 160)}`;
