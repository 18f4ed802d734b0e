import type { Run } from '@gradproof/core/fleet';
import type { FlowJob, FlowJobNode } from 'bullmq';
import { checkId, type CheckSpec, SCHEMA } from '../schemas/check-spec.ts';
import type { FleetJob } from '../schemas/jobs.ts';
import { sha256 } from '../store/sha256.ts';
import { checkQueue, concludeJobId, runQueue } from './names.ts';

/** The most children of a job: more would block Redis and the event loop for seconds. */
export const MOST_CHILDREN = 1000;

/** How often a job is tried; between attempts it goes back to the queue, for any worker. */
const ATTEMPTS = 3;

/** Results are kept by the job that waits for them, so nothing else is. */
const OPTIONS = { attempts: ATTEMPTS, removeOnComplete: true, removeOnFail: true };
/** A child that fails wakes its parent, which reports the cause instead of waiting for ever. */
const CHILD = { ...OPTIONS, continueParentOnFailure: true };

/** Puts a signature, where there is a key, on what a job carries. */
export type SignJob = (job: FleetJob) => object;

/** Whether a run is computed again: by the check and the run alone, so that everybody agrees. */
const isRechecked = (id: string, { shard }: Run, share: number): boolean =>
  parseInt(sha256(`${id} ${shard.start}`).slice(0, 8), 16) < share * 2 ** 32;

/** A check in one of its rounds, in its runs. */
interface PlannedCheck {
  readonly spec: CheckSpec;
  readonly round: string;
  readonly runs: readonly Run[];
}

const runNodes = ({ spec, round, runs }: PlannedCheck, sign: SignJob): FlowJobNode[] => {
  const id = checkId(spec);
  const jobId = concludeJobId(id, round);
  const queueName = runQueue(spec.arithmetic);
  return runs.map((run): FlowJobNode => {
    const place = `${run.shard.start}-${run.shard.end}`;
    const node: FlowJobNode = {
      name: 'run',
      queueName,
      data: sign({ schema: SCHEMA, kind: 'run', spec, round, run }),
      opts: { ...CHILD, jobId: `${jobId}-run-${place}` },
    };
    if (!isRechecked(id, run, spec.recheck)) return node;
    return {
      name: 'recheck',
      queueName: checkQueue(spec.arithmetic),
      data: sign({ schema: SCHEMA, kind: 'recheck', spec, round, run }),
      opts: { ...CHILD, jobId: `${jobId}-recheck-${place}` },
      children: [node],
    };
  });
};

/** The first child: with a control it takes as long as a run of a second. */
const baselineNode = ({ spec, round }: PlannedCheck, sign: SignJob): FlowJobNode => ({
  name: 'baseline',
  queueName: runQueue(spec.arithmetic),
  data: sign({ schema: SCHEMA, kind: 'baseline', spec, round }),
  opts: { ...CHILD, jobId: `${concludeJobId(checkId(spec), round)}-baseline` },
});

const collectNodes = (check: PlannedCheck, sign: SignJob): FlowJobNode[] => {
  const { spec, round } = check;
  const nodes = [baselineNode(check, sign), ...runNodes(check, sign)];
  if (nodes.length <= MOST_CHILDREN) return nodes;
  const jobId = concludeJobId(checkId(spec), round);
  const parts = Math.ceil(nodes.length / MOST_CHILDREN);
  return Array.from({ length: parts }, (_, part): FlowJobNode => ({
    name: 'collect',
    queueName: checkQueue(spec.arithmetic),
    data: sign({ schema: SCHEMA, kind: 'collect', spec, round, part }),
    opts: { ...CHILD, jobId: `${jobId}-collect-${part}` },
    children: nodes.slice(part * MOST_CHILDREN, (part + 1) * MOST_CHILDREN),
  }));
};

/** A check as BullMQ's flow: one job that concludes; below it the baseline and the runs, below jobs that collect where there are more than 1,000. */
export const flowOf = (check: PlannedCheck, sign: SignJob): FlowJob => {
  const { spec, round, runs } = check;
  return {
    name: 'conclude',
    queueName: checkQueue(spec.arithmetic),
    data: sign({ schema: SCHEMA, kind: 'conclude', spec, round, runs: runs.length }),
    opts: { ...OPTIONS, jobId: concludeJobId(checkId(spec), round) },
    children: collectNodes(check, sign),
  };
};
