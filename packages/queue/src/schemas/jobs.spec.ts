import { describe, expect, it } from 'vitest';
import { someSpec } from '../testing/specs.ts';
import { checkId, isCheckId } from './check-spec.ts';
import { jobSchema, runText } from './jobs.ts';

const run = { shard: { start: 0, end: 1024 }, biases: null };
const round = '0123456789abcdef';
const job = { schema: 2, kind: 'run', spec: someSpec(), round, run };

const withRange = (start: unknown, end: unknown) => ({
  ...job,
  run: { shard: { start, end }, biases: null },
});
const module = { name: 'team/problem.ts', sha256: 'c'.repeat(64), adaptive: true };
const ofModule = { engine: 'function' as const, arithmetic: 'modules-float64-test', module };
const named = (name: unknown) => withSpec({ ...ofModule, module: { ...module, name } });

const withSpec = (changes: object) => ({ ...job, spec: { ...someSpec(), ...changes } });

describe('a job', () => {
  it.each([
    ['a run', job],
    ['a run with biases', { ...job, run: { ...run, biases: { start: 2048, end: 2050 } } }],
    ['a baseline', { schema: 2, kind: 'baseline', spec: someSpec(), round }],
    ['a recheck', { ...job, kind: 'recheck' }],
    ['a run of a module', withSpec(ofModule)],
    ['a run of a module with another name', named('größe 2/…/a b.mts')],
    ['a collection', { schema: 2, kind: 'collect', spec: someSpec(), round, part: 0 }],
    ['a conclusion', { schema: 2, kind: 'conclude', spec: someSpec(), round, runs: 3 }],
  ])('is taken when it is %s', (_, job) => {
    expect(jobSchema.parse(job)).toEqual(job);
  });

  it.each([
    ['extra keys', { ...job, path: '/etc/passwd' }],
    ['extra keys in the run', { ...job, run: { ...run, module: 'evil.js' } }],
    ['extra keys in the specification', withSpec({ code: 'process.exit()' })],
    [
      'a prototype to pollute',
      JSON.parse('{"__proto__":{"polluted":true},"schema":2,"kind":"run"}') as object,
    ],
    [
      'a prototype to pollute, further inside',
      JSON.parse(
        JSON.stringify(job).replace('"schema":2', '"__proto__":{"polluted":true},"schema":2'),
      ) as object,
    ],
    ['a constructor to pollute', { ...job, constructor: { prototype: { polluted: true } } }],
    ['a range that begins below 0', withRange(-1, 10)],
    ['a fractional range', withRange(0.5, 10)],
    ['a range too large to count', withRange(0, 2 ** 60)],
    ['an infinite range', withRange(0, Infinity)],
    ['an empty range', withRange(5, 5)],
    ['a range backwards', withRange(10, 5)],
    ['a range in words', withRange('0', '10')],
    ['a module that climbs', named('../problem.ts')],
    ['a module that climbs later', named('team/../../problem.ts')],
    ['a module by an absolute path', named('/etc/problem.ts')],
    ['a module by a path of Windows', named('C:\\problem.ts')],
    ['a module by a URL', named('file:///problem.ts')],
    ['a module with an empty part', named('team//problem.ts')],
    ['a module of the folder itself', named('./problem.ts')],
    ['a module with a NUL', named('problem.ts\0.png')],
    ['a module with a line’s end', named('problem.ts\n')],
    ['a module with a long name', named(`${'a'.repeat(200)}.ts`)],
    ['a module without a name', named('')],
    ['a module named by a number', named(7)],
    ['a module without a version', withSpec({ ...ofModule, module: { ...module, sha256: '' } })],
    ['a module with code', withSpec({ ...ofModule, module: { ...module, code: 'process.exit()' } })],
    ['an unknown kind', { ...job, kind: 'eval' }],
    ['an unknown engine', withSpec({ engine: 'abacus' })],
    ['an unknown method', withSpec({ method: 'auto' })],
    ['another schema', { ...job, schema: 1 }],
    ['another schema of the specification', withSpec({ schema: 0 })],
    ['a hash with path characters', withSpec({ problem: `../../etc/passwd${'a'.repeat(48)}` })],
    ['a short hash', withSpec({ problem: 'abc' })],
    ['a hash in capitals', withSpec({ problem: 'A'.repeat(64) })],
    ['a step of NaN', withSpec({ epsilon: NaN })],
    ['a step below 0', withSpec({ epsilon: -1e-7 })],
    ['an arithmetic that would name another queue', withSpec({ arithmetic: 'a:b' })],
    ['a recheck beyond all', withSpec({ recheck: 2 })],
    ['a round of none', { ...job, round: 'r' }],
    ['nothing', null],
    ['a list', [job]],
  ])('is refused with %s', (_, job) => {
    expect(jobSchema.safeParse(job).success).toBe(false);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});

describe('a check’s id', () => {
  it('is the same for the same content, whatever the order of its keys', () => {
    const spec = someSpec();
    const backwards = Object.fromEntries(Object.entries(spec).reverse()) as typeof spec;
    expect(checkId(backwards)).toBe(checkId(spec));
  });

  it.each([
    { problem: 'b'.repeat(64) },
    { method: 'incremental' as const },
    { epsilon: 1e-6 },
    { threshold: 1e-6 },
    { seed: 1 },
    { engine: 'gpu' as const },
    { arithmetic: 'float32-test' },
    { recheck: 0.5 },
    { module },
  ])('is another with %j', (change) => {
    expect(checkId(someSpec(change))).not.toBe(checkId(someSpec()));
  });

  it.each([{ sha256: 'd'.repeat(64) }, { name: 'other.ts' }, { adaptive: false }])(
    'is another with a module of %j',
    (change) => {
      const other = { ...module, ...change };
      expect(checkId(someSpec({ module: other }))).not.toBe(checkId(someSpec({ module })));
    },
  );

  it('is one that BullMQ and a key in Redis take', () => {
    expect(checkId(someSpec())).toMatch(/^check-[0-9a-f]{40}$/);
    expect(isCheckId(checkId(someSpec()))).toBe(true);
    expect(isCheckId('check-../..')).toBe(false);
  });
});

it('a run in words', () => {
  expect(runText(run)).toBe('coordinates 0 to 1023');
  expect(runText({ shard: run.shard, biases: { start: 2000, end: 2003 } })).toBe(
    'coordinates 0 to 1023 (and biases 2000 to 2002)',
  );
});
