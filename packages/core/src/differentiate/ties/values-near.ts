import type { TieQuestion } from './question.ts';

/** Points are made and evaluated so many bytes at a time. */
const BYTES_AT_A_TIME = 64 * 2 ** 20;

/** J at points near θ: `offsetOf(k)` is the k-th one's offset x in units, [P]. NaN where J has no answer. */
export type ValuesNear = (count: number, offsetOf: (k: number) => Float64Array) => Promise<Float64Array>;

/** J at θ + lengths∘x; tells how many points were evaluated. Rejects with the signal's reason once it is aborted, and with nothing else. */
export const valuesNear = (
  { costs, theta, signal }: TieQuestion,
  lengths: Float64Array,
): { readonly values: ValuesNear; readonly evaluations: () => number } => {
  let evaluations = 0;
  const atATime = Math.max(1, Math.floor(BYTES_AT_A_TIME / (8 * theta.length)));
  const pointAt = (offset: Float64Array) => theta.map((value, i) => value + lengths[i]! * offset[i]!);
  const evaluate = async (points: readonly Float64Array[]): Promise<ArrayLike<number>> => {
    signal?.throwIfAborted();
    evaluations += points.length;
    try {
      return await costs(points);
    } catch {
      signal?.throwIfAborted();
      return points.length === 1 ? [NaN] : oneByOne(points);
    }
  };
  const oneByOne = async (points: readonly Float64Array[]): Promise<Float64Array> => {
    const answers = new Float64Array(points.length);
    for (const [k, point] of points.entries()) answers[k] = (await evaluate([point]))[0]!;
    return answers;
  };
  const values: ValuesNear = async (count, offsetOf) => {
    const answers = new Float64Array(count);
    for (let from = 0; from < count; from += atATime) {
      const length = Math.min(atATime, count - from);
      answers.set(await evaluate(Array.from({ length }, (_, k) => pointAt(offsetOf(from + k)))), from);
    }
    return answers;
  };
  return { values, evaluations: () => evaluations };
};
