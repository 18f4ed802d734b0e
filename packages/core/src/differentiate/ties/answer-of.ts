import type { Neighbourhood } from './neighbourhood.ts';
import type { TieAnswer, TieStep } from './question.ts';
import { standAlone } from './stand-alone.ts';
import { ascending, judgedTogether, type Tie } from './tie.ts';

/** What a step decided. */
export type Decision =
  | { readonly verdict: 'accepted'; readonly by: TieStep; readonly tolerance: Float64Array }
  | { readonly verdict: 'refused'; readonly by: TieStep; readonly direction: Float64Array }
  | { readonly verdict: 'unsettled'; readonly by: TieStep };

/**
 * The coordinates whose claims are off their own slopes by less than the kinks that can be seen: fainter ones, which only others may show, can make them right. Without those along
 * which J is smooth nearby as well.
 */
const faintOf = async (place: Neighbourhood, { outside, error }: Tie): Promise<number[]> => {
  const { off, lengths } = place;
  const faint = Array.from(off.keys()).filter(
    (i) => off[i]! > 0 && outside[i]! <= error[i]! && lengths[i] !== 0,
  );
  const alone = new Set(await standAlone(place, faint));
  return faint.filter((i) => !alone.has(i));
};

/** The coordinates of which nothing is decided: kinked or hidden ones, without those whose claims no gradient nearby comes near to. */
const undecidedOf = async (
  place: Neighbourhood,
  tie: Tie,
  { verdict, by }: Decision,
): Promise<readonly number[]> => {
  if (verdict !== 'unsettled') return [];
  const together = judgedTogether(tie);
  const atTheta = by === 'kink beside' ? together.filter((i) => tie.kinked[i] === 1) : together;
  const alone = new Set(await standAlone(place, atTheta.filter((i) => place.off[i]! > 0))); // prettier-ignore
  return atTheta.filter((i) => !alone.has(i));
};

/** What was decided, and of which coordinates. */
export const answerOf = async (place: Neighbourhood, tie: Tie, decision: Decision): Promise<TieAnswer> => {
  const { verdict, by } = decision;
  const own = verdict === 'unsettled' ? await undecidedOf(place, tie, decision) : tie.tied;
  const faint = verdict === 'refused' ? [] : await faintOf(place, tie);
  const tied = ascending([...own, ...faint]);
  const accepted = new Map(verdict === 'accepted' ? tie.tied.map((i, k) => [i, decision.tolerance[k]!]) : []);
  const toleranceOf = (i: number) => accepted.get(i) ?? tie.error[i]! / place.lengths[i]!;
  return {
    verdict,
    by,
    tied,
    tolerance: Float64Array.from(tied, verdict === 'accepted' ? toleranceOf : () => Infinity),
    direction: verdict === 'refused' ? decision.direction.map((value, i) => value * place.lengths[i]!) : null,
    evaluations: place.evaluations(),
  };
};
