import type { Report, TensorReport } from '@gradproof/core/report';
import { digits } from './digits.ts';
import type { Outcome } from '../outcome.ts';
import { messageOf } from '../words/message-of.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
};

/** Text as XML 1.0 takes it; what it can't hold becomes U+FFFD. */
const xml = (text: string): string =>
  text
    .replace(/[^\t\n\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\u{fffd}')
    .replace(/[&<>"\n]/g, (character) => ENTITIES[character]!);

const element = (name: string, attributes: Readonly<Record<string, string | number>>, children: readonly string[] = []): string => {
  const given = Object.entries(attributes).map(([key, value]) => ` ${key}="${xml(String(value))}"`);
  const start = `<${name}${given.join('')}`;
  return children.length === 0 ? `${start}/>` : `${start}>${children.join('')}</${name}>`;
}; // prettier-ignore

/** A test of the suite, and why it didn't pass. */
interface Case {
  readonly name: string;
  readonly failure: string | null;
}

const failureOf = (message: string, type: string, text: string): string =>
  element('failure', { message, type }, [xml(text)]);

const caseOf = ({ name, verdict, difference, diagnosis, worst }: TensorReport): Case => {
  if (verdict === 'correct') return { name, failure: null };
  const likely = diagnosis === null ? '' : `: ${diagnosis.message}`;
  const entries = worst.map(
    ({ index, grad, gradapprox }) =>
      `${name}[${index.join(',')}]: grad ${digits(grad)}, gradapprox ${digits(gradapprox)}`,
  );
  const message = `${verdict}, difference ${digits(difference)}${likely}`;
  return { name, failure: failureOf(message, verdict, [message, ...entries].join('\n')) };
};

/** A test for each tensor; where each is correct but the whole isn't, one for the whole. */
const casesOf = ({ tensors, verdict, reason }: Report): Case[] => {
  const cases = tensors.map(caseOf);
  if (verdict === 'correct' || cases.some(({ failure }) => failure !== null)) return cases;
  return [...cases, { name: 'gradient', failure: failureOf(reason, verdict, reason) }];
};

const suiteOf = (outcome: Outcome): string => {
  const { problem } = outcome;
  if (outcome.kind === 'refused') {
    const message = messageOf(outcome.error);
    const error = element('error', { message, type: 'not checked' }, [xml(message)]);
    const test = element('testcase', { classname: problem, name: 'gradient' }, [error]);
    return element('testsuite', { name: problem, tests: 1, failures: 0, errors: 1 }, [test]);
  }
  const cases = casesOf(outcome.report);
  const failures = cases.filter(({ failure }) => failure !== null).length;
  const tests = cases.map(({ name, failure }) =>
    element('testcase', { classname: problem, name }, failure === null ? [] : [failure]),
  );
  const counts = { tests: cases.length, failures, errors: 0, time: outcome.report.seconds.toFixed(3) };
  return element('testsuite', { name: problem, ...counts }, tests);
};

/** The outcomes in the XML that CI servers know from JUnit: a suite a problem, a test a tensor. */
export const junitOf = (outcomes: readonly Outcome[]): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n${element('testsuites', { name: 'gradproof' }, outcomes.map(suiteOf))}\n`;
