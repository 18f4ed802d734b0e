import type { Finding } from '../contract/finding.ts';
import type { Remedy } from '../contract/remedy.ts';
import type { Verdict } from '../judge/verdict.ts';
import type { Report } from '../report/report.ts';

/** The report on one output's gradient, and the output's name. */
export interface OutputReport {
  readonly output: string;
  readonly report: Report;
}

/** At most this many outputs are named in the sentence. */
const NAMED = 5;

/** At most so many coordinates at a kink are listed. */
const NAMED_KINKS = 20;

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

const list = (names: readonly string[]): string =>
  names.length <= NAMED
    ? names.join(', ')
    : `${names.slice(0, NAMED).join(', ')} and ${names.length - NAMED} more`;

const worstVerdict = (reports: readonly OutputReport[]): Verdict => {
  const has = (verdict: Verdict) => reports.some(({ report }) => report.verdict === verdict);
  if (has('incorrect')) return 'incorrect';
  return has('inconclusive') ? 'inconclusive' : 'correct';
};

const reasonOf = (reports: readonly OutputReport[], verdict: Verdict, checked: number): string => {
  if (verdict === 'correct')
    return `The Jacobian agrees with the numerical Jacobian at all ${checked} entries, ${reports.length} outputs by ${checked / reports.length} coordinates.`;
  const those = reports.filter(({ report }) => report.verdict === verdict);
  const names = list(those.map(({ output }) => output));
  const rest = reports.length - those.length;
  const others =
    rest === 0 ? '' : `; the other ${rest === 1 ? 'output shows' : `${rest} outputs show`} no mistake`;
  const [{ output, report }] = those as [OutputReport];
  const said =
    verdict === 'incorrect'
      ? `The derivative of ${names} is wrong${others}.`
      : `Of the derivative of ${names} neither right nor wrong can be claimed.`;
  return `${said} Of ${output}: ${report.reason}`;
};

/** What would make the checks of these outputs say more, each remedy once. */
const remediesOf = (reports: readonly OutputReport[], verdict: Verdict): readonly Remedy[] => {
  const remedies = reports.flatMap(({ report }) =>
    report.verdict === verdict ? (report.remedies ?? []) : [],
  );
  return [...new Map(remedies.map((remedy) => [remedy.kind, remedy])).values()];
};

/** What is said of an output, with its name. */
const ofOutput = <Said extends { readonly message: string }>(outputs: string, said: Said): Said => ({
  ...said,
  message: `${outputs}: ${said.message}`,
});

/** What was found of the outputs: of several that have it in common once. */
const findingsOf = (reports: readonly OutputReport[]): Finding[] => {
  const found = new Map<string, { finding: Finding; outputs: string[] }>();
  for (const { output, report } of reports)
    for (const finding of report.findings ?? []) {
      const known = found.get(finding.message);
      if (known) known.outputs.push(output);
      else found.set(finding.message, { finding, outputs: [output] });
    }
  return Array.from(found.values(), ({ finding, outputs }) => ofOutput(list(outputs), finding));
};

/** One report on a whole Jacobian: a tensor for each output and parameter (`y[2] by W`), the outputs' own verdicts. `seconds`: all of them together. */
export const jacobianReport = (reports: readonly OutputReport[], seconds: number): Report => {
  const all = reports.map(({ report }) => report);
  const [first] = all as [Report];
  const verdict = worstVerdict(reports);
  const length = (of: (norms: Report['norms']) => number) => Math.hypot(...all.map(({ norms }) => of(norms)));
  const norms = {
    grad: length(({ grad }) => grad),
    gradapprox: length(({ gradapprox }) => gradapprox),
    residual: length(({ residual }) => residual),
  };
  const scale = norms.grad + norms.gradapprox;
  const checked = sum(all.map((report) => report.checked));
  const kinks = reports.flatMap(({ output, report }) =>
    report.kinks.coordinates.map((kink) => ({ ...kink, tensor: `${output} by ${kink.tensor}` })),
  );
  return {
    ...first,
    verdict,
    reason: reasonOf(reports, verdict, checked),
    remedies: remediesOf(reports, verdict),
    difference: scale === 0 ? 0 : norms.residual / scale, // both Jacobians are zero: they agree
    cost: sum(all.map(({ cost }) => cost)),
    parameters: sum(all.map(({ parameters }) => parameters)),
    checked,
    norms,
    tensors: reports.flatMap(({ output, report }) =>
      report.tensors.map((tensor) => ({
        ...tensor,
        name: `${output} by ${tensor.name}`,
        diagnosis: tensor.diagnosis && ofOutput(output, tensor.diagnosis),
      })),
    ),
    taylor: null, // each output has its own
    findings: findingsOf(reports),
    kinks: {
      crossed: sum(all.map((report) => report.kinks.crossed)),
      at: first.kinks.at,
      oneSided: sum(all.map((report) => report.kinks.oneSided)),
      coordinates: kinks.slice(0, NAMED_KINKS),
    },
    noise: Math.max(...all.map(({ noise }) => noise)),
    numericalError: Math.max(...all.map(({ numericalError }) => numericalError)),
    evaluations: sum(all.map(({ evaluations }) => evaluations)),
    seconds,
  };
};
