import type { CheckSpec } from '../schemas/check-spec.ts';
import type { WorkerInfo } from './registry.ts';

/** What decides whether a worker can compute a check. */
interface Computing {
  readonly engine: Pick<WorkerInfo['engine'], 'arithmetic'>;
  readonly modules?: WorkerInfo['modules'];
}

/** Whether the worker computes with the check's arithmetic and has its module, where it is one's, in the same version. */
export const canCompute = (
  { engine, modules }: Computing,
  { module, ...spec }: Pick<CheckSpec, 'arithmetic' | 'module'>,
): boolean => {
  if (!module) return engine.arithmetic === spec.arithmetic;
  return modules?.arithmetic === spec.arithmetic && modules.versions[module.name] === module.sha256;
};

const short = (sha256: string): string => sha256.slice(0, 12);

/** Why the worker can't compute the module's check: "w1 has another version of it (0123456789ab)". */
export const whyNot = (
  { name, modules }: Pick<WorkerInfo, 'name' | 'modules'>,
  { module, arithmetic }: Pick<CheckSpec, 'arithmetic' | 'module'>,
): string => {
  if (!modules) return `${name} has no modules`;
  if (modules.arithmetic !== arithmetic) return `${name} computes with ${modules.arithmetic}`;
  const version = modules.versions[module!.name];
  return version === undefined
    ? `${name} has no module of that name`
    : `${name} has another version of it (${short(version)})`;
};

/** How many workers a message names. */
const NAMED = 3;

/**
 * Says that none of the workers computes the module's check, and why: a sentence without its full stop.
 *
 * @param spec The check's specification; it has a module.
 * @param workers The workers that are there.
 */
export const nobodyHas = (
  { module, ...spec }: Pick<CheckSpec, 'arithmetic' | 'module'>,
  workers: readonly Pick<WorkerInfo, 'name' | 'modules'>[],
): string => {
  const reasons = workers.slice(0, NAMED).map((worker) => whyNot(worker, { module, ...spec }));
  const others = workers.length > NAMED ? ` and ${workers.length - NAMED} more workers neither` : '';
  return `No worker has the module ${module!.name} in the version ${short(module!.sha256)} that the check asks for: ${reasons.join(', ')}${others}`;
};
