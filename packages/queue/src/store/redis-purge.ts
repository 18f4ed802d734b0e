import type { Redis } from 'ioredis';
import { literalPattern } from '../connection/literal-pattern.ts';
import type { Purged } from './chunk-store.ts';

/** Keys of one step of a purge; Redis serves other clients between the steps. */
const SCANNED = 500;

/**
 * Drops those of KEYS whose remaining time is below ARGV[1] milliseconds, in one step, so that a chunk which an upload has just renewed
 * is not taken from under it. A key without a time to live (−1) is not ours to keep either.
 */
const DROP_UNUSED = `
local dropped = {0, 0}
for _, key in ipairs(KEYS) do
  local left = redis.call('PTTL', key)
  if left ~= -2 and left < tonumber(ARGV[1]) then
    dropped[1] = dropped[1] + 1
    dropped[2] = dropped[2] + redis.call('STRLEN', key)
    redis.call('UNLINK', key)
  end
end
return dropped`;

/** Keys that match, some at a time. */
async function* keysMatching(redis: Redis, pattern: string): AsyncGenerator<string[]> {
  let cursor = '0';
  do {
    const [next, keys] = await redis.scan(cursor, 'MATCH', pattern, 'COUNT', SCANNED);
    if (keys.length > 0) yield keys;
    cursor = next;
  } while (cursor !== '0');
}

/**
 * Removes the chunks under `prefix` that were not used within `seconds` (0: all of them): those with less than the rest of `timeToLive`
 * seconds left to live.
 */
export const purgeRedis = async (
  redis: Redis,
  prefix: string,
  timeToLive: number,
  seconds: number,
): Promise<Purged> => {
  const limit = seconds <= 0 ? Number.MAX_SAFE_INTEGER : Math.ceil((timeToLive - seconds) * 1000);
  const purged = { chunks: 0, bytes: 0 };
  for await (const keys of keysMatching(redis, `${literalPattern(prefix)}*`)) {
    const reply = await redis.eval(DROP_UNUSED, keys.length, ...keys, limit);
    const [chunks, bytes] = reply as [number, number];
    purged.chunks += chunks;
    purged.bytes += bytes;
  }
  return purged;
};
