import type { Problem } from '../../contract/problem.ts';
import { anyFunction } from './function.ts';
import { layered } from './layered.ts';
import type { ProblemKind } from './problem-kind.ts';

/** The kinds of problems by name. */
const KINDS: { readonly [Kind in Problem['kind']]: ProblemKind<Extract<Problem, { kind: Kind }>> } = {
  layered,
  function: anyFunction,
};

/** What is special of the problem's kind. */
export const kindOfProblem = <P extends Problem>({ kind }: Pick<P, 'kind'>): ProblemKind<P> =>
  KINDS[kind] as unknown as ProblemKind<P>; // by its name it is that of P

/**
 * The problem with a cost that says where it threw.
 *
 * @param problem What is differentiated.
 * @param signal Ends waiting for a cost that doesn't answer.
 * @returns The problem; its cost throws CostError, or the signal's reason. A layered network's runs no code of users: it is returned as it is.
 */
export const guardProblem = (problem: Problem, signal: AbortSignal | undefined): Problem =>
  kindOfProblem(problem).guarded(problem, signal);
