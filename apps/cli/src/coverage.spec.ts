import type { Report } from '@gradproof/core';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { adviseOn, type Advised } from './advise-on.ts';
import type { Detail } from './reporters/text.ts';
import { runCaptured } from './testing/run-captured.ts';

const examples = fileURLToPath(new URL('../../../examples/', import.meta.url));

describe('--coverage', () => {
  it('probe: names the wrong tensors and what would have been caught, status 1; a right gradient passes', async () => {
    const wrong = await runCaptured(['check', `${examples}notebook/buggy`, '--coverage', 'probe']);
    expect(wrong.status).toBe(1);
    expect(wrong.out).toMatch(/b1 .* incorrect/);
    expect(wrong.out).toMatch(/W1 .* correct/);
    expect(wrong.out).toContain('would have caught with 99.9 %');
    const right = await runCaptured(['check', `${examples}breast-cancer`, '--coverage', 'probe', '--json']);
    expect(right.status).toBe(0);
    const { coverage, evaluations, parameters } = JSON.parse(right.out) as Report;
    expect(coverage).toMatchObject({ kind: 'probe', probes: 3 });
    expect(evaluations).toBeLessThan(parameters / 10);
  });

  it('sample=N: checks so many', async () => {
    const args = ['check', `${examples}notebook/correct`, '--coverage', 'sample=20', '--json'];
    const { status, out } = await runCaptured(args);
    expect(status).toBe(0);
    const { coverage, checked } = JSON.parse(out) as Report;
    expect(coverage).toEqual({ kind: 'sample', coordinates: 20 });
    expect(checked).toBeGreaterThanOrEqual(20); // the control's are among them, or come on top
  });

  it.each(['some', 'sample', 'sample=0', 'sample=-1', 'sample=1.5', ''])('refuses "%s"', async (what) => {
    const { status, err } = await runCaptured(['check', `${examples}notebook/correct`, '--coverage', what]);
    expect(status).toBe(2);
    expect(err).toContain('It must be full, probe, or sample=N');
  });
});

describe('the advice on a long check', () => {
  const long = { evaluations: 6e6, seconds: 720, probe: { evaluations: 20, seconds: 0.0024 } };
  const engine = { name: 'cpu', device: 'chip', precision: 'float64' };
  const told = (kind: 'full' | 'probe', estimate = long, detail: Detail = 'normal') => {
    let text = '';
    const problem = { layout: { size: 9, tensors: [1, 2] } };
    const advised = { coverage: { kind }, detail, functions: [{ problem }], engine } as unknown as Advised;
    adviseOn(advised, { err: (line) => (text += line) })(estimate);
    return text;
  };

  it('says what probing would take, where every coordinate takes longer than a minute', () => {
    expect(told('full')).toBe(
      'Every coordinate takes about 6,000,000 evaluations of J, 12 min 0 s; --coverage probe would take about 20, 0.00 s (more where it finds something).\n',
    );
  });

  it('says nothing where it is shorter, or probing is what was asked for, or no help', () => {
    expect(told('full', { ...long, seconds: 59 })).toBe('');
    expect(told('full', { ...long, seconds: NaN })).toBe('');
    expect(told('probe')).toBe('');
    expect(told('full', long, 'quiet')).toBe('');
    expect(told('full', { ...long, probe: { evaluations: 1, seconds: 500 } })).toBe('');
  });

  it('says what any check is about to take, where that is asked for', () => {
    expect(told('probe', { ...long, evaluations: 20, seconds: 0.5 }, 'verbose')).toBe(
      'gradproof: 9 parameters in 2 tensors, on cpu (chip, float64): about 20 evaluations of J, 0.50 s\n',
    );
  });
});
