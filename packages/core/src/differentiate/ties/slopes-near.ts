import { scaledToOne } from '../../numerics/vectors.ts';
import { pointOn } from '../../numerics/point-on.ts';
import { type Neighbourhood, toleranceAlong } from './neighbourhood.ts';

/** A step that crosses a kink is cut by this, so often at the most. */
export const CUT = 8;
const CUTS = 2;

/** The offset δ·w of a point nearby, max |wᵢ| = 1. */
export const nearbyAlong = ({ delta }: Neighbourhood, w: Float64Array): Float64Array =>
  scaledToOne(w).map((value) => delta * value);

/** The noise of (4·J(δ/2) − J(δ) − 3·J)/δ has the deviation √(16 + 1 + 9)·σ/δ. */
export const EXTRAPOLATED = Math.sqrt(26);

/** D⁺(v) of J at θ for each v: from δ and δ/2, extrapolated (Richardson 1911), of error O(δ²); and what that changes of the nearer one's, O(δ). */
export const extrapolatedSlopes = async (
  { values, delta, cost }: Neighbourhood,
  directions: readonly Float64Array[],
): Promise<{ readonly slope: number; readonly change: number }[]> => {
  const distances = [delta, delta / 2];
  const answers = await values(2 * directions.length, (k) =>
    directions[k >> 1]!.map((value) => distances[k & 1]! * value),
  );
  return directions.map((_, k) => {
    const [far, near] = [answers[2 * k]! - cost, answers[2 * k + 1]! - cost];
    return { slope: (4 * near - far) / delta, change: Math.abs(2 * near - far) / delta };
  });
};

/** D⁺(v) of J at θ for each v. */
export const oneSidedSlopes = async (
  place: Neighbourhood,
  directions: readonly Float64Array[],
): Promise<Float64Array> =>
  Float64Array.from(await extrapolatedSlopes(place, directions), ({ slope }) => slope);

/** J's secants, (J(x + δv) − J(x − δv))/2δ at each offset x: they show the kinks that lie between the two points. */
export const secantsAt = async (
  { values, delta }: Neighbourhood,
  asked: readonly SlopeAt[],
): Promise<Float64Array> => {
  const ends = await values(2 * asked.length, (k) => {
    const { offset, along } = asked[k >> 1]!;
    return pointOn(offset, along, k % 2 === 0 ? delta : -delta);
  });
  return Float64Array.from(asked, (_, k) => (ends[2 * k]! - ends[2 * k + 1]!) / (2 * delta));
};

/** Where a slope is asked for, an offset, and along which direction. */
export interface SlopeAt {
  readonly offset: Float64Array;
  readonly along: Float64Array;
}

/** J's slopes at points nearby, by central differences whose step is cut until both sides agree; NaN where they never do. */
export const slopesAt = async (place: Neighbourhood, asked: readonly SlopeAt[]): Promise<Float64Array> => {
  const slopes = new Float64Array(asked.length).fill(NaN);
  let open = asked.map((_, k) => k);
  for (let cut = 0; cut <= CUTS && open.length > 0; cut++) {
    const step = place.step / CUT ** cut;
    const pairs = await differencesAt(place, open.map((k) => asked[k]!), step); // prettier-ignore
    const agreed = open.filter((k, at) => {
      const { forward, back } = pairs[at]!;
      const agree = Math.abs(forward - back) <= toleranceAlong(place, asked[k]!.along, step);
      if (agree) slopes[k] = (forward + back) / 2;
      return agree;
    });
    open = open.filter((k) => !agreed.includes(k));
  }
  return slopes;
};

/** The differences on either side, by the step. */
const differencesAt = async ({ values }: Neighbourhood, asked: readonly SlopeAt[], step: number) => {
  const answers = await values(3 * asked.length, (k) => {
    const { offset, along } = asked[Math.floor(k / 3)]!;
    return pointOn(offset, along, ((k % 3) - 1) * step);
  });
  return asked.map((_, k) => {
    const [back, here, forward] = answers.subarray(3 * k, 3 * k + 3) as unknown as [number, number, number];
    return { back: (here - back) / step, forward: (forward - here) / step };
  });
};

/** One such slope. */
export const slopeAt = async (
  place: Neighbourhood,
  offset: Float64Array,
  along: Float64Array,
): Promise<number> => (await slopesAt(place, [{ offset, along }]))[0]!;
