import type { Report, Verdict } from '@gradproof/core';
import type { Diagnosis, FindingKind } from '@gradproof/core/report';
import { describe, expect, it } from 'vitest';
import { diagnosisCases } from './testing/report-cases/diagnosis-cases.ts';
import { findingCases } from './testing/report-cases/finding-cases.ts';
import { probeCases } from './testing/report-cases/probe-cases.ts';
import type { ReportCase } from './testing/report-cases/report-case.ts';
import { verdictCases } from './testing/report-cases/verdict-cases.ts';
import { stableText } from './testing/stable-text.ts';

// What reports say is reviewed as text: a change of a sentence shows as a change of these files.

const reports: Report[] = [];

const textOf = async ({ name, check }: ReportCase): Promise<string> => {
  const report = await check();
  reports.push(report);
  return `=== ${name}\n\n${stableText(report)}\n`;
};

describe('what reports say', () => {
  it.each([
    ['verdicts', verdictCases],
    ['diagnoses', diagnosisCases],
    ['findings', findingCases],
    ['probes', probeCases],
  ])('%s', async (file, cases) => {
    const texts: string[] = [];
    for (const reportCase of cases) texts.push(await textOf(reportCase));
    await expect(texts.join('\n')).toMatchFileSnapshot(`report-texts/${file}.txt`);
  });
});

describe('the cases above', () => {
  /** All of them: one that is new doesn't compile until it is here. */
  const VERDICTS: Readonly<Record<Verdict, true>> = { correct: true, incorrect: true, inconclusive: true };
  const DIAGNOSES: Readonly<Record<Diagnosis['kind'], true>> = {
    'non-finite': true,
    zero: true,
    sign: true,
    scale: true,
    transposed: true,
    regularization: true,
    permuted: true,
    broadcast: true,
    shifted: true,
    mask: true,
    upstream: true,
    entries: true,
    unexplained: true,
  };
  const FINDINGS: Readonly<Record<FindingKind, true>> = {
    'gradient-varies': true,
    'not-deterministic': true,
    'keeps-state': true,
    'changes-argument': true,
    kinks: true,
    jumps: true,
    rough: true,
    'low-precision': true,
    entries: true,
    taylor: true,
    zero: true,
    'other-point': true,
    constant: true,
    'all-zero': true,
    symmetric: true,
    'gradient-precision': true,
  };
  const kindsOf = (kinds: Iterable<string>) => [...new Set(kinds)].sort();

  it('have every verdict, every kind of diagnosis and every kind of finding', () => {
    const tensors = reports.flatMap((report) => report.tensors);
    const findings = reports.flatMap((report) => report.findings ?? []);
    expect(kindsOf(reports.map(({ verdict }) => verdict))).toEqual(Object.keys(VERDICTS).sort());
    expect(kindsOf(tensors.flatMap(({ diagnosis }) => (diagnosis === null ? [] : [diagnosis.kind])))).toEqual(
      Object.keys(DIAGNOSES).sort(),
    );
    expect(kindsOf(findings.map(({ kind }) => kind))).toEqual(Object.keys(FINDINGS).sort());
  });
});
