import { randomBytes } from 'node:crypto';
import { KEPT_SECONDS } from '../records/outcomes.ts';
import { redisTime } from '../records/registry.ts';
import { type Submission, submissionSchema } from '../schemas/outcome.ts';
import type { FleetConnection } from './fleet-connection.ts';

/**
 * In one step, since others may submit the same: a check that has its report stays as it is; one that failed or was cancelled is forgotten;
 * one that is known goes on in its round; else the round that is offered begins. The reply is the submission in force.
 */
const BEGIN = `
local submission = redis.call('GET', KEYS[1])
local outcome = redis.call('GET', KEYS[2])
if submission and outcome and cjson.decode(outcome).outcome.state == 'concluded' then return submission end
if outcome then
  redis.call('DEL', KEYS[1], KEYS[2], KEYS[3])
  submission = false
end
if submission then return submission end
redis.call('SET', KEYS[1], ARGV[1], 'EX', ARGV[2])
redis.call('ZADD', KEYS[4], ARGV[3], ARGV[4])
return ARGV[1]`;

/** What is submitted, but for when and in which round. */
export type NewSubmission = Omit<Submission, 'round' | 'submittedAt'>;

/** Begins the check `id` unless it is under way or has its report; the submission in force, which may be an earlier one. */
export const beginCheck = async (
  { redis, keys }: FleetConnection,
  id: string,
  asked: NewSubmission,
): Promise<Submission> => {
  const submittedAt = await redisTime(redis);
  const offered: Submission = { ...asked, round: randomBytes(8).toString('hex'), submittedAt };
  const recordKeys = [keys.submission(id), keys.outcome(id), keys.done(id), keys.checks];
  const args = [JSON.stringify(offered), KEPT_SECONDS, submittedAt, id];
  const reply = await redis.eval(BEGIN, recordKeys.length, ...recordKeys, ...args);
  return submissionSchema.parse(JSON.parse(String(reply)));
};
