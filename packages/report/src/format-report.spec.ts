import type { Report } from '@gradproof/core/report';
import { describe, expect, it } from 'vitest';
import { formatReport } from './format-report.ts';

const report: Report = {
  schema: 1,
  verdict: 'incorrect',
  reason:
    'The gradient of W2 is wrong: it differs from the numerical gradient by more than rounding explains.',
  difference: 0.2850931567761623,
  threshold: 2e-7,
  epsilon: 1e-7,
  method: 'textbook',
  cost: 2.4078333898343733,
  engine: { name: 'cpu', device: 'A processor', precision: 'float64' },
  parameters: 1537,
  checked: 1537,
  norms: { grad: 1, gradapprox: 1, residual: 1 },
  tensors: [
    {
      name: 'W1',
      shape: [32, 30],
      difference: 1.58e-7,
      verdict: 'correct',
      diagnosis: null,
      worst: [{ index: [3, 7], grad: 1, gradapprox: 1, residual: 1e-9 }],
      numericalError: 0,
    },
    {
      name: 'W2',
      shape: [3, 5],
      difference: NaN,
      verdict: 'incorrect',
      diagnosis: {
        kind: 'non-finite',
        of: 'grad',
        message: 'dW2[2,1] is not a finite number',
        index: [2, 1],
        entries: 1,
      },
      worst: [
        { index: [2, 1], grad: NaN, gradapprox: 0.5, residual: NaN },
        { index: [0, 1], grad: 2, gradapprox: 1, residual: 1 },
      ],
      numericalError: 0,
    },
    {
      name: 'scale',
      shape: [],
      difference: 0,
      verdict: 'incorrect',
      diagnosis: null,
      worst: [{ index: [], grad: -4, gradapprox: 1, residual: -5 }],
      numericalError: 0,
    },
  ],
  kinks: { crossed: 3, at: 1, oneSided: 0, coordinates: [] },
  control: null,
  noise: 1e-16,
  numericalError: 1e-9,
  seed: 0,
  evaluations: 3074,
  seconds: 8.2,
};

describe('formatReport', () => {
  it('begins with the verdict and the difference', () => {
    expect(formatReport(report).split('\n')[0]).toBe('INCORRECT  difference 0.2850931568, threshold 2e-7');
  });

  it('lists every tensor in an aligned table', () => {
    expect(formatReport(report)).toContain(
      [
        'tensor  shape   difference  verdict    likely',
        'W1      32×30      1.58e-7  correct',
        'W2      3×5            NaN  incorrect  non-finite',
        'scale   scalar           0  incorrect',
      ].join('\n'),
    );
  });

  it('names the worst entries of what is not correct, what is not finite first', () => {
    const lines = formatReport(report).split('\n');
    const from = lines.findIndex((line) => line.startsWith('worst entries'));
    expect(lines.slice(from + 1, from + 4).map((line) => line.split(/\s+/)[0])).toEqual([
      'W2[2,1]',
      'scale',
      'W2[0,1]',
    ]);
    expect(lines.join('\n')).not.toContain('W1[3,7]');
  });

  it('says what each diagnosis means, wrapped to the width', () => {
    const text = formatReport(report, { width: 30 });
    expect(text).toContain('likely mistakes\n- dW2[2,1] is not a finite\n  number\n');
    const none = report.tensors.map((tensor) => ({ ...tensor, diagnosis: null }));
    expect(formatReport({ ...report, tensors: none })).not.toContain('likely');
  });

  it('tells of a few diagnoses, not of hundreds', () => {
    const many = Array.from({ length: 100 }, () => report.tensors[1]!);
    expect(formatReport({ ...report, tensors: many })).toContain('… and 92 more');
  });

  it('says how it was found', () => {
    expect(formatReport(report)).toContain(
      '1,537 of 1,537 coordinates, textbook method, epsilon 1e-7, J = 2.407833390',
    );
    expect(formatReport(report)).toContain(
      '3 coordinates crossed a kink, 1 unit stood at a kink, 3,074 evaluations of J',
    );
  });

  it('says what probes would have caught, what they are, and that their step is a median', () => {
    const tensors = [
      { ...report.tensors[0]!, errorBound: 1e-12, detectionLimit: { norm: 0.0266, entry: 0.00376 } },
    ];
    const coverage = { kind: 'probe', probes: 3, evaluations: 30 } as const;
    const text = formatReport({ ...report, tensors, coverage, checked: 1, epsilon: 0.00042 });
    expect(text).toContain(
      'would have caught with 99.9 %: in W1 an error of norm ≥ 0.0266, or one entry off by ≥ 0.00376',
    );
    expect(text).toContain('3 probes of each tensor, 1 of 1,537 coordinates by themselves');
    expect(text).toContain('epsilon about 0.0004,');
  });

  it('wraps every sentence to the terminal, the last ones too', () => {
    const tensors = [
      {
        ...report.tensors[0]!,
        verdict: 'correct' as const,
        detectionLimit: { norm: 0.0266, entry: 0.00376 },
      },
    ];
    const coverage = { kind: 'probe', probes: 3, evaluations: 30 } as const;
    const lines = formatReport({ ...report, tensors, coverage }, { width: 70 }).split('\n');
    expect(lines.filter((line) => line.length > 70)).toEqual([]);
    expect(lines.some((line) => line.endsWith('off by ≥ 0.00376'))).toBe(true);
    expect(lines.at(-1)).not.toBe('');
  });

  it('tells findings, wrapped, and the slope of the Taylor remainder', () => {
    const message = `The cost is not deterministic: ${'look '.repeat(30)}there.`;
    const findings = [{ kind: 'not-deterministic', message }] as const;
    const text = formatReport(
      { ...report, findings, taylor: { slope: 1.998, steps: [], remainders: [] } },
      { width: 60 },
    );
    const lines = text.split('\n');
    const from = lines.findIndex((line) => line.startsWith('- The cost is not deterministic'));
    expect(from).toBeGreaterThan(0);
    expect(lines[from + 1]!.startsWith('  look')).toBe(true);
    expect(lines.slice(from, from + 3).every((line) => line.length <= 60)).toBe(true);
    expect(text).toContain('Taylor remainder of slope 2.00');
    expect(formatReport(report)).not.toContain('Taylor');
  });

  it('has colour codes only when asked for', () => {
    expect(formatReport(report)).not.toContain('\u001b');
    expect(formatReport(report, { color: true })).toContain('\u001b[31m');
  });

  it('wraps sentences to the width', () => {
    const lines = formatReport(report, { width: 40 }).split('\n');
    expect(lines[1]).toBe('The gradient of W2 is wrong: it differs');
  });

  it('lets no name steer the terminal', () => {
    const tensors = [{ ...report.tensors[2]!, name: 'a\u001b[2J\nb' }];
    const text = formatReport({ ...report, tensors, reason: 'bad \u001b]0;x\u0007' });
    // eslint-disable-next-line no-control-regex -- that none is there is the point
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
  });

  it('keeps to a screen for hundreds of tensors, those that are wrong first', () => {
    const many = Array.from({ length: 300 }, (_, i) => ({ ...report.tensors[0]!, name: `W${i}` }));
    const text = formatReport({ ...report, tensors: [...many, report.tensors[1]!] });
    expect(text.split('\n').length).toBeLessThan(60);
    expect(text).toContain('W2[2,1]');
    expect(text).toContain('… and 300 other tensors');
  });
});
