import type { Layout } from '@gradproof/flatteners';
import { listInWords } from '../diagnose/evidence/words.ts';
import type { Hindrance, Judgements, TensorJudgement } from '../judge/judge-evidence.ts';
import { short } from './short.ts';

/** At most so many tensors are named in a sentence. */
const NAMED = 3;

const listed = (names: readonly string[]): string =>
  names.length > NAMED
    ? `${names.slice(0, NAMED).join(', ')} and ${names.length - NAMED} more`
    : listInWords(names);

/** A part as a percentage, two digits of it. */
const percent = (part: number): string => `${Number((100 * part).toPrecision(2))} %`;

const relativeLimit = ({ limit, numerical }: TensorJudgement): number => limit / numerical;

/** A tensor that is small beside the others, or 0 to rounding: an error of its own size might pass. */
const isVague = (tensor: TensorJudgement): boolean => !(relativeLimit(tensor) <= 1);

/** What would have been seen: the largest limit of any tensor, relative to it. Empty where no tensor has one. */
export const explainLimits = (layout: Layout, { tensors }: Judgements): string => {
  const named = tensors.map((tensor, index) => ({ tensor, name: layout.tensors[index]!.name }));
  const clear = named.filter(({ tensor }) => !isVague(tensor));
  const vague = named.filter(({ tensor }) => isVague(tensor) && tensor.limit > 0);
  const largest = clear.reduce<(typeof clear)[number] | null>(
    (most, entry) =>
      most === null || relativeLimit(entry.tensor) > relativeLimit(most.tensor) ? entry : most,
    null,
  );
  const seen =
    largest === null
      ? ''
      : ` Errors above ${percent(relativeLimit(largest.tensor))} of ${clear.length === 1 ? largest.name : `a tensor (${largest.name} has the largest limit)`} would have been seen.`;
  const beside =
    vague.length === 0
      ? ''
      : ` ${listed(vague.map(({ name }) => name))} ${vague.length === 1 ? 'is' : 'are'} 0 to rounding, or small beside the others: errors above ${short(Math.max(...vague.map(({ tensor }) => tensor.limit)))} would have been seen.`;
  return `${seen}${beside}`;
};

/** Why a correct tensor's difference is above the threshold: what of it the errors of both gradients explain. Empty where none is. */
export const explainExcess = (layout: Layout, { tensors }: Judgements, threshold: number): string => {
  const beyond = tensors.flatMap((tensor, index) =>
    tensor.difference > threshold ? [{ tensor, name: layout.tensors[index]!.name }] : [],
  );
  if (beyond.length === 0) return '';
  const byClaim = beyond.filter(({ tensor }) => tensor.roundingNorm > tensor.uncertainty / 4);
  const names = listed(beyond.map(({ name }) => name));
  const source =
    byClaim.length === beyond.length
      ? 'the rounding of the gradient as it is given'
      : byClaim.length === 0
        ? 'the error of the numerical gradient'
        : 'rounding, of the gradient as it is given and of the numerical one,';
  const size = Math.max(...beyond.map(({ tensor }) => tensor.numericalError));
  return ` The difference of ${names} is above the threshold, but ${source} is up to ${short(size)} there.`;
};

/** Why nothing can be claimed of some tensors. */
const CAUSES: Readonly<Record<Exclude<Hindrance, 'control' | 'taylor'>, string>> = {
  kinks: 'kinks of J leave the numerical gradient uncertain',
  ties: 'several coordinates stand at kinks of J together, and it can be shown neither that the gradient is one of those nearby nor that it is none',
  'round-off': 'the round-off of J leaves the numerical gradient uncertain',
  truncation: 'the numerical gradient changes with the step',
  precision: 'the gradient is given in too low a precision',
};

/** Which tensors are unsettled and why: one sentence for each cause. */
export const explainUnsettled = (layout: Layout, { tensors }: Judgements): string => {
  const unsettled = tensors.flatMap((tensor, index) =>
    tensor.verdict === 'inconclusive' ? [{ ...tensor, name: layout.tensors[index]!.name }] : [],
  );
  const causes = [...new Set(unsettled.flatMap(({ hindrance }) => hindrance ?? []))];
  return causes
    .map((cause) => {
      const those = unsettled.filter(({ hindrance }) => hindrance === cause);
      const why = cause in CAUSES ? CAUSES[cause as keyof typeof CAUSES] : cause;
      return `Of ${listed(those.map(({ name }) => name))} neither right nor wrong can be claimed: ${why}, ${couldBe(those)}.`;
    })
    .join(' ');
};

/** How large an error could be and not be seen. */
const couldBe = (tensors: readonly TensorJudgement[]): string => {
  const part = Math.max(...tensors.map(relativeLimit));
  return part < 1
    ? `so that an error of ${percent(part)} could not be seen`
    : 'so that no error could be seen';
};
