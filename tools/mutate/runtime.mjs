/** At most so many changes are made at one place of the source. A mutant's number is VARIANTS · site + variant. */
export const VARIANTS = 8;

/** What stands in for an operator, by variant. Where a condition decides by itself, only the first is tried: forcing it covers the others. */
const REPLACEMENTS = {
  '<': ['<=', '>='],
  '<=': ['<', '>'],
  '>': ['>=', '<='],
  '>=': ['>', '<'],
  '===': ['!=='],
  '!==': ['==='],
  '+': ['-'],
  '-': ['+'],
  '*': ['/'],
  '/': ['*'],
};

export const replacementsOf = (operator) => REPLACEMENTS[operator] ?? [];

/** A constant four times as large, and a quarter of it; a count stays one. */
const FACTOR = 4;
export const larger = (value) => value * FACTOR;
export const smaller = (value) => {
  if (!Number.isInteger(value)) return value / FACTOR;
  if (value % FACTOR === 0) return value / FACTOR;
  return Math.abs(value) < FACTOR ? value - 1 : Math.round(value / FACTOR);
};

/** Thrown where a mutant has passed so many places that it must be in an endless loop. */
export class EndlessLoop extends Error {}

/**
 * What instrumented sources call. One mutant at most is active (`activate`); `record` collects the mutants that would have changed a value.
 * A constant's reads are recorded by its name, since its value is computed when its module is loaded.
 */
export const createRuntime = () => {
  let activeSite = -1;
  let activeVariant = -1;
  let hits = null;
  let steps = 0;
  let limit = Infinity;
  let declaring = null;
  const initials = [];
  const constants = new Map(); // name → { mutants, uses: names that its value is computed from }
  const operators = new Map();

  const step = () => {
    if (++steps > limit) throw new EndlessLoop('more steps than a mutant may take');
  };
  const hit = (site, variant) => hits.add(VARIANTS * site + variant);
  const changed = (site, original, variants) => {
    if (hits !== null) variants.forEach((value, v) => Object.is(value(), original()) || hit(site, v));
    return site === activeSite ? variants[activeVariant]() : original();
  };

  /** a ∘ b; a sum of strings is left alone. */
  const slowly = (operator, site, a, b) => {
    if (typeof a === 'string' && operator === '+') return a + b;
    const variants = operators.get(operator);
    return changed(
      site,
      () => variants.original(a, b),
      variants.others.map((other) => () => other(a, b)),
    );
  };
  const functionOf = (operator) => new Function('a', 'b', `return a ${operator} b`);
  const binaryOf = (operator) => {
    operators.set(operator, {
      original: functionOf(operator),
      others: replacementsOf(operator).map(functionOf),
    });
    const fast = new Function(
      'isWatched',
      'slowly',
      `return (site, a, b) => isWatched(site) ? slowly('${operator}', site, a, b) : a ${operator} b`,
    );
    return fast((site) => (step(), hits !== null || site === activeSite), slowly);
  };

  const readConstant = (name) => {
    const constant = constants.get(name);
    if (constant === undefined) return;
    constant.mutants.forEach((mutant) => hits.add(mutant));
    constant.uses.forEach(readConstant);
  };

  return {
    binary: Object.fromEntries(Object.keys(REPLACEMENTS).map((operator) => [operator, binaryOf(operator)])),

    /** A condition that decides between two ways: forced to be true, and to be false. */
    condition(site, value) {
      step();
      if (hits !== null) hit(site, value ? 1 : 0);
      return site === activeSite ? activeVariant === 0 : value;
    },

    /** Whether `left` is replaced by the right operand: of && where it is true, of || where it isn't; a mutant has them changed about. */
    left: undefined,
    logical(site, isAnd, left) {
      step();
      if (hits !== null) hit(site, 0);
      this.left = left;
      return (site === activeSite) !== (isAnd === Boolean(left));
    },

    max(site, ...values) {
      step();
      return changed(site, () => Math.max(...values), [() => Math.min(...values)]);
    },
    min(site, ...values) {
      step();
      return changed(site, () => Math.min(...values), [() => Math.max(...values)]);
    },
    abs(site, value) {
      step();
      return changed(site, () => Math.abs(value), [() => value]);
    },
    /** The name of a method: some or every. */
    method(site, name) {
      step();
      return changed(site, () => name, [() => (name === 'some' ? 'every' : 'some')]);
    },

    /** A number, larger or smaller. */
    constant(site, value) {
      step();
      declaring?.mutants.push(VARIANTS * site, VARIANTS * site + 1);
      if (hits !== null && declaring === null) [0, 1].forEach((variant) => hit(site, variant));
      if (site !== activeSite) return value;
      return activeVariant === 0 ? larger(value) : smaller(value);
    },
    /** The value of a module's constant; `assign` computes it again, whenever another mutant becomes active. */
    initial(name, assign) {
      declaring = constants.get(name) ?? { mutants: [], uses: [] }; // several files may have a constant of this name
      constants.set(name, declaring);
      assign();
      declaring = null;
      initials.push(assign);
    },
    read(name, value) {
      if (declaring !== null) declaring.uses.push(name);
      else if (hits !== null) readConstant(name);
      return value;
    },

    activate(mutant) {
      activeSite = mutant === null ? -1 : Math.floor(mutant / VARIANTS);
      activeVariant = mutant === null ? -1 : mutant % VARIANTS;
      initials.forEach((assign) => assign());
    },
    /** Counts steps from here on, up to `most`. */
    countSteps(most) {
      steps = 0;
      limit = most;
    },
    steps: () => steps,
    /** Collects hits in a set from here on; null: no longer. */
    record(set) {
      hits = set;
    },
  };
};
