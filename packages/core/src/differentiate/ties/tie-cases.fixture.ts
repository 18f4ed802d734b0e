import { createRandom } from '../../numerics/random.ts';
import { type Claim, dot, type TieCase, type TieKind, uniform, weight } from './tie-case.fixture.ts';
import { differenceOfMaxima, maximum, maximumNorm, pooling } from './ties-of-maxima.fixture.ts';
import { absoluteOfSum, absolutes, clips, deadLayer, hinges, oneRelu } from './ties-of-relus.fixture.ts';
import { median, sorting, topK } from './ties-of-orders.fixture.ts';
import { mixedGroups } from './ties-of-groups.fixture.ts';

/** All kinds, by name. */
export const TIE_KINDS: Record<string, TieKind> = {
  maximum,
  pooling,
  oneRelu,
  deadLayer,
  hinges,
  absolutes,
  clips,
  median,
  sorting,
  topK,
  differenceOfMaxima,
  absoluteOfSum,
  maximumNorm,
  mixedGroups,
};

/** The case with a smooth, curved term added. */
export const curved = ({ cost, theta, right, wrong }: TieCase, seed: number): TieCase => {
  const random = createRandom(seed);
  const [a, phase] = [theta.map(() => weight(random) / 2), theta.map(() => uniform(random, 0, 6))];
  const b = theta.map(() => weight(random) / Math.sqrt(theta.length));
  const smooth = (x: Float64Array) =>
    x.reduce((sum, value, i) => sum + a[i]! * Math.sin(value + phase[i]!), 0) + dot(x, b) ** 2 / 2;
  const slope = theta.map((value, i) => a[i]! * Math.cos(value + phase[i]!) + dot(theta, b) * b[i]!);
  const moved = (claims: readonly Claim[]) =>
    claims.map(({ name, claim }) => ({ name, claim: claim.map((value, i) => value + slope[i]!) }));
  return { cost: (x) => cost(x) + smooth(x), theta, right: moved(right), wrong: moved(wrong) };
};

/** The case with its parameters in other units, powers of two: θᵢ/unitsᵢ, slopes times unitsᵢ. */
export const inUnits = ({ cost, theta, right, wrong }: TieCase, units: Float64Array): TieCase => {
  const times = (values: Float64Array) => values.map((value, i) => value * units[i]!);
  const scaled = (claims: readonly Claim[]) =>
    claims.map(({ name, claim }) => ({ name, claim: times(claim) }));
  return {
    units,
    cost: (x) => cost(times(x)),
    theta: theta.map((value, i) => value / units[i]!),
    right: scaled(right),
    wrong: scaled(wrong),
  };
};
