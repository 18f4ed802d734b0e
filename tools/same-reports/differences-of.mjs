/** What may differ: the time, and the wording. */
const IGNORED = new Set(['seconds', 'reason', 'remedies', 'message']);
/** Differences of numbers up to this size are none, where numbers may differ at all. */
const NEGLIGIBLE = 1e-300;
/** Of a normal float64: its last place is 2⁻⁵² of its leading one. */
const MANTISSA_BITS = 52;
const LEAST_EXPONENT = -1022;

/** So many units in the last place are what backward propagation itself leaves of an entry. */
const ROUNDING_UNITS = 64;

/** The unit in the last place of a float64. */
const unitOf = (value) => {
  const exponentBits = (new BigUint64Array(Float64Array.of(value).buffer)[0] >> 52n) & 0x7ffn;
  return 2 ** (Math.max(Number(exponentBits) - 1023, LEAST_EXPONENT) - MANTISSA_BITS);
};

/** Two numbers; `scale` is the largest number that they were computed from, where they are a difference of larger ones. */
const agree = (before, after, ulps, scale) => {
  if (before === after) return true;
  if (ulps === 0 || (Number.isSafeInteger(before) && Number.isSafeInteger(after))) return false; // counts
  const error = Math.abs(before - after);
  return error <= NEGLIGIBLE || error <= ulps * unitOf(Math.max(Math.abs(before), Math.abs(after), scale));
};

const isRecord = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

/** A residual is grad − gradapprox and inherits their last places; a relative difference those of 1. */
const scaleOf = (key, owners) => {
  if (key === 'difference') return 1;
  if (key !== 'residual') return 0;
  const terms = owners.flatMap(({ grad, gradapprox }) => [grad, gradapprox]);
  return Math.max(0, ...terms.filter(Number.isFinite).map(Math.abs));
};

/** Entries that differ by rounding alone may be listed in any order, where numbers may differ at all: which of them is worse is chance. */
const beyondRounding = (worst) =>
  worst.filter(({ grad, gradapprox, residual }) => {
    const size = Math.max(Math.abs(grad), Math.abs(gradapprox));
    return !(Math.abs(residual) <= ROUNDING_UNITS * unitOf(size));
  });

const comparable = (key, value, ulps) =>
  key === 'worst' && ulps > 0 && Array.isArray(value) ? beyondRounding(value) : value;

const keysOf = (value) => Object.keys(value).filter((key) => !IGNORED.has(key));

const ofRecords = (before, after, ulps, path) => {
  const [keys, others] = [keysOf(before), keysOf(after)];
  if (keys.join() !== others.join()) return [{ path: `${path} keys`.trim(), before: keys, after: others }];
  return keys.flatMap((key) =>
    differencesOf(
      comparable(key, before[key], ulps),
      comparable(key, after[key], ulps),
      ulps,
      path ? `${path}.${key}` : key,
      scaleOf(key, [before, after]),
    ),
  );
};

const ofLists = (before, after, ulps, path) => {
  if (before.length !== after.length)
    return [{ path: `${path}.length`, before: before.length, after: after.length }];
  return before.flatMap((value, at) => differencesOf(value, after[at], ulps, `${path}[${at}]`));
};

/**
 * The places where two values of JSON differ, each with both values. Names, texts, counts and the order of everything must be equal;
 * seconds, reasons, remedies and messages may differ, and other numbers by so many units in the last place of the larger.
 */
export const differencesOf = (before, after, ulps, path = '', scale = 0) => {
  if (Array.isArray(before) && Array.isArray(after)) return ofLists(before, after, ulps, path);
  if (isRecord(before) && isRecord(after)) return ofRecords(before, after, ulps, path);
  const areNumbers = typeof before === 'number' && typeof after === 'number';
  const isSame = areNumbers ? agree(before, after, ulps, scale) : before === after;
  return isSame ? [] : [{ path, before, after }];
};
