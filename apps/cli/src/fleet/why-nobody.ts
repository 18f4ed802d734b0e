import { type CheckStatus, nobodyHas, REDIS_IS_FULL } from '@gradproof/queue';
import { knownEngine } from '../engines/engines.ts';

/** The worker that a function's checks wait for. */
const OF_FUNCTIONS = {
  worker: 'gradproof-worker --modules FOLDER',
  precision: 'float64',
  sameArithmetic: 'the same version',
} as const;

/** So many others are named. */
const NAMED = 3;

const missing = ({ submission: { spec }, otherWorkers }: CheckStatus): string => {
  const { worker, precision, sameArithmetic } =
    spec.engine === 'function' ? OF_FUNCTIONS : knownEngine(spec.engine);
  if (otherWorkers.length === 0) return `No worker is there. Start one: ${worker}`;
  if (spec.module) return `${nobodyHas(spec, otherWorkers)}. Start one that has it: ${worker}`;
  const alike = otherWorkers.filter(({ engine }) => engine.name === spec.engine);
  if (alike.length === 0) {
    const [{ engine }] = otherWorkers as [CheckStatus['otherWorkers'][number]];
    return `Only workers of the ${engine.name} engine (${engine.precision}) are there; this check needs the ${spec.engine} engine (${precision}). Start one: ${worker}`;
  }
  const named = alike.slice(0, NAMED).map(({ name, engine }) => `${name} computes with ${engine.arithmetic}`);
  return `No worker of arithmetic ${spec.arithmetic} is there (${named.join(', ')}): ${sameArithmetic} of gradproof and of Node must run everywhere`;
};

/** Why no worker computes the check: one sentence or two; null where a worker can take it, or it has ended. */
export const whyNobody = (status: CheckStatus): string | null => {
  if (status.workers.length > 0 || status.outcome) return null;
  if (status.redisIsFull) return `${REDIS_IS_FULL} The check waits until then.`;
  return `${missing(status)}. The check waits.`;
};
