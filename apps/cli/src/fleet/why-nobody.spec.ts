import type { EngineDescription } from '@gradproof/core/engine';
import type { CheckStatus, WorkerInfo } from '@gradproof/queue';
import { expect, it } from 'vitest';
import { whyNobody } from './why-nobody.ts';

const worker = (
  name: string,
  engine: 'cpu' | 'gpu',
  arithmetic: string,
): WorkerInfo & { engine: EngineDescription } => ({
  name,
  engine: {
    name: engine,
    device: 'here',
    precision: engine === 'cpu' ? 'float64' : 'float32',
    arithmetic,
    methods: ['incremental'],
    problems: ['layered'],
  },
  concurrency: 1,
  running: [],
});

const statusOf = (engine: 'cpu' | 'gpu', changes: Partial<CheckStatus> = {}): CheckStatus =>
  ({
    submission: { spec: { engine, arithmetic: 'own' } },
    outcome: null,
    workers: [],
    otherWorkers: [],
    redisIsFull: false,
    ...changes,
  }) as unknown as CheckStatus;

it('says nothing where somebody computes, or all is over', () => {
  expect(whyNobody(statusOf('cpu', { workers: [worker('w', 'cpu', 'own')] }))).toBeNull();
  expect(whyNobody(statusOf('cpu', { outcome: { schema: 2, state: 'cancelled' } }))).toBeNull();
});

it.each([
  ['cpu', 'No worker is there. Start one: gradproof-worker. The check waits.'],
  ['gpu', 'No worker is there. Start one: gradproof-worker --engine gpu. The check waits.'],
] as const)('says what to start for a check of the %s engine', (engine, text) => {
  expect(whyNobody(statusOf(engine))).toBe(text);
});

it.each([
  [
    'gpu',
    worker('w', 'cpu', 'other'),
    'Only workers of the cpu engine (float64) are there; this check needs the gpu engine (float32). Start one: gradproof-worker --engine gpu.',
  ],
  [
    'cpu',
    worker('w', 'gpu', 'other'),
    'Only workers of the gpu engine (float32) are there; this check needs the cpu engine (float64). Start one: gradproof-worker.',
  ],
] as const)('tells a check of the %s engine from workers of the other precision', (engine, other, text) => {
  expect(whyNobody(statusOf(engine, { otherWorkers: [other] }))).toBe(`${text} The check waits.`);
});

it('names workers of the same engine that compute otherwise', () => {
  const otherWorkers = [worker('c', 'cpu', 'x'), worker('g', 'gpu', 'another-device')];
  const text = whyNobody(statusOf('gpu', { otherWorkers }));
  expect(text).toContain('No worker of arithmetic own is there (g computes with another-device)');
  expect(text).toContain('the same device');
  expect(whyNobody(statusOf('cpu', { otherWorkers }))).toContain('(c computes with x): the same version');
});
