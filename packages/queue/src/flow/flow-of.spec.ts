import type { Run } from '@gradproof/core/fleet';
import type { FlowJobNode } from 'bullmq';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jobSchema, type RunJob } from '../schemas/jobs.ts';
import { someSpec } from '../testing/specs.ts';
import { flowOf, MOST_CHILDREN } from './flow-of.ts';

const runsOf = (count: number): Run[] =>
  Array.from({ length: count }, (_, i) => ({ shard: { start: i, end: i + 1 }, biases: null }));

const ROUND = '0123456789abcdef';

const childrenOf = (node: object): readonly FlowJobNode[] =>
  'children' in node && Array.isArray(node.children) ? (node.children as FlowJobNode[]) : [];
const everyNode = (node: FlowJobNode): FlowJobNode[] => [node, ...childrenOf(node).flatMap(everyNode)];
const flow = (count: number, recheck = 0) =>
  everyNode(flowOf({ spec: someSpec({ recheck }), round: ROUND, runs: runsOf(count) }, (job) => job));

describe('the flow of a check', () => {
  it('holds every run once, in jobs of at most a thousand children', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 3 * MOST_CHILDREN }),
        fc.constantFrom(0, 0.02, 1),
        (count, recheck) => {
          const nodes = flow(count, recheck);
          const starts = nodes
            .filter(({ name }) => name === 'run')
            .map(({ data }) => (data as RunJob).run.shard.start);
          expect(starts.sort((a, b) => a - b)).toEqual(runsOf(count).map(({ shard }) => shard.start));
          for (const node of nodes) expect(childrenOf(node).length).toBeLessThanOrEqual(MOST_CHILDREN);
        },
      ),
      { numRuns: 20 },
    );
  });

  it('holds jobs that workers take, under ids of their own', () => {
    const nodes = flow(2500, 0.5);
    for (const { data } of nodes) expect(jobSchema.safeParse(data).success).toBe(true);
    const ids = nodes.map(({ opts }) => opts!.jobId!);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^check-[0-9a-z-]+$/);
  });

  it('leaves no child without what becomes of its parent when it fails', () => {
    const [, ...children] = flow(2500, 0.5);
    for (const { opts } of children) expect(opts).toMatchObject({ continueParentOnFailure: true });
  });

  it('computes about the share again that was asked for, always the same', () => {
    const again = () => flow(2000, 0.1).filter(({ name }) => name === 'recheck');
    expect(again().length).toBeGreaterThan(140); // 200 expected, standard deviation 13
    expect(again().length).toBeLessThan(260);
    expect(again().map(({ opts }) => opts)).toEqual(again().map(({ opts }) => opts));
    expect(flow(500, 1).filter(({ name }) => name === 'recheck')).toHaveLength(500);
  });
});
