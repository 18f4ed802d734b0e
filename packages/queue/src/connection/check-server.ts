import type { Redis } from 'ioredis';

/** Redis from this version on has all that BullMQ and the store use. */
const LEAST_VERSION = [6, 2] as const;

/** The reply, or null where the user isn't allowed to ask. */
const unlessForbidden = async <T>(request: Promise<T>): Promise<T | null> => {
  try {
    return await request;
  } catch (error) {
    const { message } = error as Error;
    if (/NOPERM|unknown command/i.test(message)) return null;
    throw error;
  }
};

const isOlder = (version: string): boolean => {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major < LEAST_VERSION[0] || (major === LEAST_VERSION[0] && minor < LEAST_VERSION[1]);
};

const configOf = async (redis: Redis, name: string): Promise<string | null> => {
  const reply = await unlessForbidden(redis.config('GET', name));
  return reply?.[1] ?? null;
};

const versionWarning = (info: string | null): string[] => {
  const version = /^redis_version:(\S+)/m.exec(info ?? '')?.[1];
  if (version === undefined)
    return ['Can’t tell which version Redis has: the user may not call INFO. It must be 6.2 or newer.'];
  return isOlder(version) ? [`Redis is ${version}: the fleet needs 6.2 or newer.`] : [];
};

const evictionWarning = (policy: string | null): string[] => {
  if (policy === 'noeviction') return [];
  const what =
    policy === null
      ? 'Can’t tell Redis’s maxmemory-policy: the user may not call CONFIG GET.'
      : `Redis has maxmemory-policy ${policy}: when memory runs short, it drops jobs and results.`;
  return [`${what} Set maxmemory-policy noeviction.`];
};

const persistenceWarning = (appendonly: string | null, save: string | null): string[] => {
  if (appendonly === 'yes') return [];
  if (appendonly === null || save === null)
    return ['Can’t tell whether Redis persists: the user may not call CONFIG GET. Set appendonly yes.'];
  return [
    save === ''
      ? 'Redis persists nothing (appendonly no, save ""): a restart loses every check. Set appendonly yes.'
      : 'Redis persists by snapshots alone: a crash loses what came after the last one. Set appendonly yes.',
  ];
};

/**
 * Checks the server's version, eviction policy and persistence.
 *
 * @returns A warning for each setting that would lose jobs, with what to set. None is fatal.
 */
export const checkServer = async (redis: Redis): Promise<string[]> => [
  ...versionWarning(await unlessForbidden(redis.info('server'))),
  ...evictionWarning(await configOf(redis, 'maxmemory-policy')),
  ...persistenceWarning(await configOf(redis, 'appendonly'), await configOf(redis, 'save')),
];
