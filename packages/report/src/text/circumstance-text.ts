import type { Report } from '@gradproof/core/report';
import { countText } from './number-text.ts';

/** "1 coordinate", "1,537 coordinates". */
export const plural = (count: number, noun: string): string =>
  `${countText(count)} ${noun}${count === 1 ? '' : 's'}`;

/** Whether each coordinate had a step of its own, as a function's have. */
export const hasOwnSteps = ({ method, tensors }: Pick<Report, 'method' | 'tensors'>): boolean =>
  method === 'textbook' && tensors.some(({ errorBound }) => errorBound !== undefined);

/** A step as it was given; of steps that were searched their median. */
export const stepText = ({ epsilon, ...report }: Pick<Report, 'epsilon' | 'method' | 'tensors'>): string =>
  hasOwnSteps(report) ? `about ${Number(epsilon.toPrecision(1))}` : String(epsilon);

/** How many of the coordinates were looked at, and by how many probes. */
export const coverageText = ({
  coverage,
  checked,
  parameters,
}: Pick<Report, 'coverage' | 'checked' | 'parameters'>): string => {
  const checkedText = `${countText(checked)} of ${plural(parameters, 'coordinate')}`;
  return coverage?.kind === 'probe'
    ? `${plural(coverage.probes, 'probe')} of each tensor, ${checkedText} by themselves`
    : checkedText;
};
