import { INCREMENTAL_EPSILON } from '../contract/options.ts';
import { judgeAdapting, type JudgedWith } from './adapted-threshold.ts';
import { clearTruncated } from './clear-truncated.ts';
import type { Evidence } from './evidence.ts';
import { judgeProbes } from './judge-probes.ts';
import { judge } from './judge.ts';
import { negligibleNorm } from './negligible-norm.ts';
import { withControl } from './with-control.ts';
import { withRounding } from './with-rounding.ts';
import { withTaylor } from './with-taylor.ts';

/** The verdicts by differences alone, with the threshold raised for a cost of low precision where that is allowed. */
const judgeDifferences = ({ totals, probes, baseline, options }: Evidence): JudgedWith => {
  const { method, epsilon } = options;
  const negligible = method === 'textbook' ? negligibleNorm(totals, baseline) : 0;
  const hindrance = method === 'incremental' && epsilon > INCREMENTAL_EPSILON ? 'truncation' : 'round-off';
  return judgeAdapting(
    (threshold) =>
      probes
        ? judgeProbes(totals, probes, { threshold, negligible, hindrance })
        : judge(totals, { threshold, epsilon, sigma: baseline.noiseAllowance, negligible }),
    options,
  );
};

/** The verdicts, and the threshold they were found with. Evaluates nothing. */
export const judgeEvidence = (evidence: Evidence): JudgedWith => {
  const { totals, baseline, truncations, control, taylor } = evidence;
  const { threshold, judged } = judgeDifferences(evidence);
  const rounded = withRounding(judged, totals, baseline.problem, threshold);
  const cleared = truncations ? clearTruncated(totals, rounded, truncations, threshold) : rounded;
  return { threshold, judged: withTaylor(withControl(cleared, control), totals, taylor, threshold) };
};
