import { coordinateName, type Layout } from '@gradproof/flatteners';
import { NOTABLE } from '../compare/suspects.ts';
import type { Finding } from '../contract/finding.ts';
import { type Evidence, type JudgedEntry, suspectEntries } from '../judge/evidence.ts';
import type { Judgements } from '../judge/judge-evidence.ts';
import { ENTRY_DEVIATIONS } from '../numerics/deviations.ts';

/** How many of a tensor's entries are named. */
const NAMED = 8;

/** Beyond its error, the rounding of a right claim, and a hundredth of itself. */
const isNotable = ({ grad, gradapprox, error, rounding }: JudgedEntry): boolean =>
  Math.abs(grad - gradapprox) >
  error + ENTRY_DEVIATIONS * rounding + NOTABLE * Math.max(Math.abs(grad), Math.abs(gradapprox));

const bySize = (a: JudgedEntry, b: JudgedEntry): number =>
  Math.abs(b.grad - b.gradapprox) - Math.abs(a.grad - a.gradapprox);

/**
 * Entries that are wrong by themselves (a sign, say) in a tensor that isn't: the classic formula judges norms, so that they make no verdict, but whoever
 * reads the report should know of them.
 */
export const notableEntries = (layout: Layout, evidence: Evidence, judged: Judgements): Finding[] =>
  layout.tensors.flatMap(({ name }, tensor): Finding[] => {
    if (evidence.probes !== null || judged.tensors[tensor]!.verdict === 'incorrect') return [];
    const { suspects } = evidence.totals;
    const entries = [...suspectEntries(evidence, suspects, evidence.places[tensor]!)].filter(isNotable);
    if (entries.length === 0) return [];
    const named = entries
      .sort(bySize)
      .slice(0, NAMED)
      .map((entry) => described(layout, entry));
    const others = entries.length - named.length;
    const more = others === 0 ? '' : `; and ${others} more`;
    return [
      {
        kind: 'entries',
        tensor: name,
        coordinates: entries.length,
        message: `${named.join('; ')}${more}. The norm of the tensor allows ${entries.length === 1 ? 'it' : 'them'}: look at ${entries.length === 1 ? 'the entry' : 'the entries'} all the same.`,
      },
    ];
  });

const described = (layout: Layout, { coordinate, grad, gradapprox, error }: JudgedEntry): string =>
  `${coordinateName(layout, coordinate)} is ${short(grad)} where the numerical gradient has ${short(gradapprox)}: it differs by ${short(Math.abs(grad - gradapprox))} where its error is at most ${short(error)}`;

const short = (value: number): string => String(Number(value.toPrecision(3)));
