import type { Run } from '@gradproof/core';
import type { FlowJob, FlowJobNode } from 'bullmq';
import { checkId, SCHEMA, type CheckSpec } from '../schemas/check-spec.ts';
import type { FleetJob } from '../schemas/jobs.ts';
import { sha256 } from '../store/sha256.ts';
import { checkQueue, runQueue } from './names.ts';

/** A job has no more children than this: more would hold Redis and the event loop for seconds. */
export const MOST_CHILDREN = 1000;

/** How often a job is tried; between attempts it goes back to the queue, for any worker. */
const ATTEMPTS = 3;

/** Results are kept by the job that waits for them, so nothing else is. */
const OPTIONS = { attempts: ATTEMPTS, removeOnComplete: true, removeOnFail: true };
/** A child that fails wakes its parent, which says why: it never waits for ever. */
const CHILD = { ...OPTIONS, continueParentOnFailure: true };

/** Puts a signature, where there is a key, on what a job carries. */
export type SignJob = (job: FleetJob) => object;

/** Whether a run is computed again: by the check and the run alone, so that everybody agrees. */
const isRechecked = (id: string, { shard }: Run, share: number): boolean =>
  parseInt(sha256(`${id} ${shard.start}`).slice(0, 8), 16) < share * 2 ** 32;

const runNodes = (spec: CheckSpec, runs: readonly Run[], sign: SignJob): FlowJobNode[] => {
  const id = checkId(spec);
  const queueName = runQueue(spec.arithmetic);
  return runs.map((run): FlowJobNode => {
    const place = `${run.shard.start}-${run.shard.end}`;
    const node: FlowJobNode = {
      name: 'run',
      queueName,
      data: sign({ schema: SCHEMA, kind: 'run', spec, run }),
      opts: { ...CHILD, jobId: `${id}-run-${place}` },
    };
    if (!isRechecked(id, run, spec.recheck)) return node;
    return {
      name: 'recheck',
      queueName: checkQueue(spec.arithmetic),
      data: sign({ schema: SCHEMA, kind: 'recheck', spec, run }),
      opts: { ...CHILD, jobId: `${id}-recheck-${place}` },
      children: [node],
    };
  });
};

const collectNodes = (spec: CheckSpec, nodes: readonly FlowJobNode[], sign: SignJob): FlowJobNode[] => {
  if (nodes.length <= MOST_CHILDREN) return [...nodes];
  const id = checkId(spec);
  const parts = Math.ceil(nodes.length / MOST_CHILDREN);
  return Array.from({ length: parts }, (_, part): FlowJobNode => ({
    name: `collect-${part}`,
    queueName: checkQueue(spec.arithmetic),
    data: sign({ schema: SCHEMA, kind: 'collect', spec, part }),
    opts: { ...CHILD, jobId: `${id}-collect-${part}` },
    children: nodes.slice(part * MOST_CHILDREN, (part + 1) * MOST_CHILDREN),
  }));
};

/** A check as BullMQ takes it: one job that concludes, and below it the runs, through jobs that collect where they are many. */
export const flowOf = (spec: CheckSpec, runs: readonly Run[], sign: SignJob): FlowJob => ({
  name: 'conclude',
  queueName: checkQueue(spec.arithmetic),
  data: sign({ schema: SCHEMA, kind: 'conclude', spec, runs: runs.length }),
  opts: { ...OPTIONS, jobId: checkId(spec) },
  children: collectNodes(spec, runNodes(spec, runs, sign), sign),
});
