import type { Finding } from '../contract/finding.ts';
import type { Evidence } from '../judge/evidence.ts';
import { type Judgements, taylorDisagrees } from '../judge/judge-evidence.ts';

/** A Taylor remainder that says otherwise, where every coordinate agrees by itself: it decides nothing there, but may be worth a look. */
export const findingOfTaylor = ({ taylor, isPartial }: Evidence, judged: Judgements): Finding[] =>
  !isPartial && judged.verdict === 'correct' && taylorDisagrees(taylor, judged)
    ? [
        {
          kind: 'taylor',
          message:
            'The Taylor remainder along a random direction falls as if the gradient were wrong, though every coordinate agrees by itself: J may keep state, or have kinks near θ that no single coordinate crosses.',
        },
      ]
    : [];
