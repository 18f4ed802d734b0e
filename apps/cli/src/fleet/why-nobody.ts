import { nobodyHas, REDIS_IS_FULL, type CheckStatus } from '@gradproof/queue';

/** The worker that an engine's checks wait for, as it is started, and its numbers. */
const OF_ENGINE = {
  cpu: { start: 'gradproof-worker', numbers: 'float64' },
  gpu: { start: 'gradproof-worker --engine gpu', numbers: 'float32' },
  function: { start: 'gradproof-worker --modules FOLDER', numbers: 'float64' },
} as const;

/** So many others are named. */
const NAMED = 3;

const missing = ({ submission: { spec }, otherWorkers }: CheckStatus): string => {
  const { start, numbers } = OF_ENGINE[spec.engine];
  if (otherWorkers.length === 0) return `No worker is there. Start one: ${start}`;
  if (spec.module) return `${nobodyHas(spec, otherWorkers)}. Start one that has it: ${start}`;
  const alike = otherWorkers.filter(({ engine }) => engine.name === spec.engine);
  if (alike.length === 0) {
    const [{ engine }] = otherWorkers as [CheckStatus['otherWorkers'][number]];
    return `Only workers of the ${engine.name} engine (${engine.precision}) are there; this check needs the ${spec.engine} engine (${numbers}). Start one: ${start}`;
  }
  const named = alike.slice(0, NAMED).map(({ name, engine }) => `${name} computes with ${engine.arithmetic}`);
  const same = spec.engine === 'gpu' ? 'the same device and the same version' : 'the same version';
  return `No worker of arithmetic ${spec.arithmetic} is there (${named.join(', ')}): ${same} of gradproof and of Node must run everywhere`;
};

/** Why no worker computes the check: one sentence or two; null where a worker can take it, or it has ended. */
export const whyNobody = (status: CheckStatus): string | null => {
  if (status.workers.length > 0 || status.outcome) return null;
  if (status.redisIsFull) return `${REDIS_IS_FULL} The check waits until then.`;
  return `${missing(status)}. The check waits.`;
};
