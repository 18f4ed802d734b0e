import type { EpsilonCurve, Report, TaylorReport } from '@gradproof/core/report';
import { diagnosisLabel, toldOnce } from '@gradproof/core/report';
import { coverageText, hasOwnSteps, plural, stepText } from '../text/circumstance-text.ts';
import { countText, durationText } from '../text/number-text.ts';
import { remedySentence, type WordRemedy } from '../text/remedy-text.ts';
import { safeText } from '@gradproof/model';
import { epsilonChart } from './epsilon-chart.ts';
import type { GradientEntries } from './gradient-entries.ts';
import { html, type Markup } from './markup.ts';
import { nameMarkup } from './name-markup.ts';
import { digitsMarkup, sizeMarkup } from './number-markup.ts';
import { scatter } from './scatter.ts';
import { epsilonTable, limitTable, tensorTable, worstTable } from './tables.ts';
import { SHOWN_TENSORS, tensorChart } from './tensor-chart.ts';

const SIGNS = { correct: '✓', incorrect: '✗', inconclusive: '?' } as const;

/** Diagnoses shown in full. */
const MOST_DIAGNOSES = 40;

const fact = (name: string, value: Markup): Markup =>
  html`<div>
    <dt>${name}</dt>
    <dd>${value}</dd>
  </div>`;

/** The verdict, what it means, and the numbers it stands on. */
export const headerSection = (report: Report, title: string, wordRemedy?: WordRemedy): Markup => {
  const { verdict, reason, remedies, difference, threshold, checked, cost } = report;
  return html`<header class="${verdict}">
    <p class="title">${safeText(title, 200)}</p>
    <h1><span class="sign" aria-hidden="true">${SIGNS[verdict]}</span> ${verdict}</h1>
    <p class="reason">${safeText(reason, 2000)}${remedySentence(remedies, wordRemedy)}</p>
    <dl class="facts">
      ${[
        fact('difference', digitsMarkup(difference)),
        fact('threshold', html`<data value="${String(threshold)}">${String(threshold)}</data>`),
        fact('error bound', sizeMarkup(report.numericalError)),
        fact('checked', html`<data value="${checked}">${coverageText(report)}</data>`),
        fact('cost J(θ)', digitsMarkup(cost)),
      ]}
    </dl>
  </header>`;
};

/** What is likely wrong, the same of several tensors once. */
export const diagnosisSection = ({ tensors }: Report): Markup | null => {
  const diagnosed = tensors.flatMap(({ name, diagnosis }) => (diagnosis ? [{ name, diagnosis }] : []));
  if (diagnosed.length === 0) return null;
  const labels = new Map(diagnosed.map(({ name, diagnosis }) => [name, diagnosisLabel(diagnosis)]));
  const told = toldOnce(diagnosed.map(({ name, diagnosis }) => ({ name, message: diagnosis.message })));
  const rest = told.length - MOST_DIAGNOSES;
  const items = told.slice(0, MOST_DIAGNOSES).map(({ names, message }) => {
    const [first] = names as [string];
    return html`<li>
      <span class="kind">${nameMarkup(first)}${names.length > 1 ? ' …' : ''}: ${labels.get(first)!}</span>
      ${safeText(message, 600)}.
    </li>`;
  });
  return html`<section aria-labelledby="likely">
    <h2 id="likely">What is likely wrong</h2>
    <ul class="diagnoses">
      ${items}
    </ul>
    ${rest > 0 ? html`<p class="note">… and ${rest} more.</p>` : null}
  </section>`;
};

/** Findings shown. */
const MOST_FINDINGS = 40;

/** What was found besides mistakes of the gradient: kinks, noise, what J does not depend on. */
export const findingsSection = ({ findings = [] }: Report): Markup | null => {
  if (findings.length === 0) return null;
  const told = toldOnce(findings.map(({ tensor = '', message }) => ({ name: tensor, message })));
  const rest = told.length - MOST_FINDINGS;
  const items = told.slice(0, MOST_FINDINGS).map(({ message }) => html`<li>${safeText(message, 600)}</li>`);
  return html`<section aria-labelledby="found">
    <h2 id="found">What else was found</h2>
    <ul class="findings">
      ${items}
    </ul>
    ${rest > 0 ? html`<p class="note">… and ${rest} more.</p>` : null}
  </section>`;
};

/** Each tensor's difference beside the threshold and its error bound. */
export const tensorSection = (report: Report): Markup => {
  const rest = report.tensors.length - SHOWN_TENSORS;
  const limits = limitTable(report);
  return html`<section aria-labelledby="tensors">
    <h2 id="tensors">Tensors</h2>
    <p class="note">
      A dot is the relative difference of a tensor, its bar reaches to what numerical error alone could make
      of it.${rest > 0 ? ` ${SHOWN_TENSORS} of ${report.tensors.length} are drawn.` : ''}
    </p>
    <div class="pair">
      <div class="chart">${tensorChart(report)}</div>
      <div>${tensorTable(report)}</div>
    </div>
    ${limits === null ? null : html`<div class="limits">${limits}</div>`}
  </section>`;
};

/** grad against gradapprox, and the largest residuals; null where probes have found no entry. */
export const entriesSection = (entries: GradientEntries | null, report: Report): Markup | null => {
  const picture = entries === null ? null : scatter(entries, report);
  const worst = worstTable(report);
  if (picture === null && worst === null) return null;
  const notFinite = picture?.notFinite
    ? ` ${countText(picture.notFinite)} ${picture.notFinite === 1 ? 'is' : 'are'} not finite and ${picture.notFinite === 1 ? 'has' : 'have'} no place.`
    : '';
  const drawn =
    picture === null || picture.shown + picture.notFinite === report.parameters
      ? ''
      : `${countText(picture.shown)} of ${countText(report.parameters)} entries are drawn, the worst in each part of the picture.`;
  const note =
    picture === null
      ? null
      : html`<p class="note">
          A right gradient lies on the diagonal; an entry has the colour of its tensor’s verdict. Both axes
          are linear around 0, then logarithmic. ${drawn}${notFinite}
        </p> `;
  return html`<section aria-labelledby="entries">
    <h2 id="entries">Entry by entry</h2>
    ${note}
    <div class="pair">
      ${picture === null ? null : html`<div class="chart">${picture.chart}</div>`}
      <div>${worst}</div>
    </div>
  </section>`;
};

/** How the difference depends on the step. */
export const epsilonSection = (curve: EpsilonCurve | null, report: Report): Markup | null =>
  curve === null || !curve.points.some(({ difference }) => Number.isFinite(difference))
    ? null
    : html`<section aria-labelledby="epsilon">
        <h2 id="epsilon">Difference over ε</h2>
        <p class="note">
          Over ${countText(curve.coordinates)} coordinates drawn from all tensors. The curve of a right
          gradient falls with ε² while truncation rules, then rises with 1/ε where round-off does; that of a
          wrong one stays where it
          is.${curve.coordinates < report.parameters ? ' What is wrong elsewhere does not show in it.' : ''}
        </p>
        <div class="pair">
          <div class="chart">${epsilonChart(curve, report)}</div>
          <div>${epsilonTable(curve)}</div>
        </div>
      </section>`;

const METHODS = {
  incremental:
    'Incremental method: the increment of one unit at a time is pushed through the layers after it by rules that do not cancel, so that every coordinate is right to a few units of round-off. A sample is controlled by the textbook formula.',
  textbook:
    'Textbook method: a coordinate is moved by ε up and down, J is evaluated at both points, and their difference is divided by 2ε.',
  ownSteps:
    'A step for each coordinate, found from the noise and the curvature of J: differences over several steps are extrapolated, and give each entry an error bound.',
} as const;

/** How the numerical gradient was computed, in a sentence or two. */
const methodText = (report: Report): string => {
  const method = METHODS[hasOwnSteps(report) ? 'ownSteps' : report.method];
  return report.coverage?.kind === 'probe'
    ? `Probes: the gradient is compared with J along random directions of each tensor, and what fails is searched for its entries. ${method}`
    : method;
};

const kinkFact = ({ crossed, at, oneSided }: Report['kinks']): Markup[] =>
  crossed + at + oneSided === 0
    ? []
    : [
        fact(
          'kinks',
          html`${plural(crossed, 'coordinate')} crossed one, ${plural(at, 'unit')} stood at one,
          ${plural(oneSided, 'one-sided derivative')}`,
        ),
      ];

const taylorFact = ({ slope }: TaylorReport): Markup =>
  html`slope <data value="${String(slope)}">${slope.toFixed(2)}</data>: 2 when the gradient is right, 1 when
    it is wrong`;

/** How the report was computed, and the command that makes it again. */
export const circumstancesSection = (report: Report, command: string, madeBy: string): Markup => {
  const { epsilon, engine, control, evaluations, seconds, seed, noise, norms, kinks, taylor } = report;
  const facts = [
    fact('step ε', html`<data value="${String(epsilon)}">${stepText(report)}</data>`),
    fact(
      'norms',
      html`‖grad‖ ${digitsMarkup(norms.grad)}, ‖gradapprox‖ ${digitsMarkup(norms.gradapprox)}, ‖residual‖
      ${digitsMarkup(norms.residual)}`,
    ),
    fact('noise of J', sizeMarkup(noise)),
    ...(control
      ? [
          fact(
            'control',
            html`${control.agreed} of ${control.coordinates} coordinates agree with the textbook formula`,
          ),
        ]
      : []),
    ...(taylor ? [fact('Taylor remainder', taylorFact(taylor))] : []),
    ...kinkFact(kinks),
    fact(
      'evaluations of J',
      html`<data value="${evaluations}">${countText(evaluations)}</data> in ${durationText(seconds)}`,
    ),
    fact(
      'engine',
      html`${safeText(engine.name)} (${safeText(engine.device)},
      ${engine.precision}${engine.software ? ', software' : ''})`,
    ),
    fact('seed', html`${seed}`),
    fact('made by', html`${madeBy}`),
  ];
  return html`<section aria-labelledby="how">
    <h2 id="how">How it was computed</h2>
    <p>${methodText(report)} difference = ‖grad − gradapprox‖ / (‖grad‖ + ‖gradapprox‖).</p>
    <dl class="facts">${facts}</dl>
    <h3>Run it again</h3>
    <pre class="command" tabindex="0"><code>${command}</code></pre>
  </section>`;
};
