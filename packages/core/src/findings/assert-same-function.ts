import { InputError } from '@gradproof/model';

/** Two forms of a cost whose values differ by more than this, relatively, are different functions: float32 sums differ by less. */
const AGREEMENT = 1e-5;

/** Throws InputError when another form of the cost gives another J(θ): one of the two isn't what the user means, and it would be differentiated or compared with. */
export const assertSameFunction = (
  byCost: number,
  form: 'costs' | 'costAndGradient',
  byForm: number,
): void => {
  if (agree(byCost, byForm) || !Number.isFinite(byCost) || !Number.isFinite(byForm)) return;
  const what = form === 'costs' ? ', one point at a time and many' : '';
  throw new InputError(
    `cost gives J(θ) = ${byCost}, but ${form} gives ${byForm} for the same θ. They must compute the same function${what}.`,
  );
};

const agree = (first: number, second: number): boolean =>
  Math.abs(first - second) <= AGREEMENT * Math.max(Math.abs(first), Math.abs(second));
