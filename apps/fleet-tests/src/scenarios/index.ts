import type { Scenario } from '../stage/stage.ts';
import { allWorkersKilled } from './all-workers-killed.ts';
import { cancelled } from './cancelled.ts';
import { clocksApart } from './clocks-apart.ts';
import { concluderKilled } from './concluder-killed.ts';
import { connectionCut } from './connection-cut.ts';
import { damagedStore } from './damaged-store.ts';
import { deviceLost } from './device-lost.ts';
import { everyShardTwice } from './every-shard-twice.ts';
import { fullFolder } from './full-folder.ts';
import { lateResult } from './late-result.ts';
import { memoryFlat } from './memory-flat.ts';
import { mixedFleet } from './mixed-fleet.ts';
import { moduleChecked } from './module-checked.ts';
import { moduleFails } from './module-fails.ts';
import { moduleOrphaned } from './module-orphaned.ts';
import { moduleUnknown } from './module-unknown.ts';
import { noWorker } from './no-worker.ts';
import { otherArithmetic } from './other-arithmetic.ts';
import { passwordHidden } from './password-hidden.ts';
import { redisEmpty } from './redis-empty.ts';
import { redisKilled } from './redis-killed.ts';
import { redisOutOfMemory } from './redis-out-of-memory.ts';
import { shardExits, shardKillsWorker, shardOutOfMemory } from './shard-ends-process.ts';
import { tenThousandShards } from './ten-thousand-shards.ts';
import { twoHundredChecks } from './two-hundred-checks.ts';
import { waiterKilled } from './waiter-killed.ts';
import { workerKilled } from './worker-killed.ts';
import { workerStopped } from './worker-stopped.ts';
import { workerTerminated } from './worker-terminated.ts';
import { wrongNumber } from './wrong-number.ts';

/** What the fleet must survive: scenarios by name, each with its sentence. */
export const SCENARIOS: Readonly<Record<string, readonly [title: string, scenario: Scenario]>> = {
  'worker-killed': ['a worker killed −9 in mid-shard', workerKilled],
  'all-workers-killed': ['all workers killed −9 in mid-shard', allWorkersKilled],
  'waiter-killed': ['the command that waits killed −9', waiterKilled],
  'concluder-killed': ['a worker killed while it concludes', concluderKilled],
  'redis-killed': ['Redis killed −9 and back with its append-only file after 6.5 s', redisKilled],
  'redis-empty': ['Redis back empty', redisEmpty],
  'redis-out-of-memory': ['Redis out of memory', redisOutOfMemory],
  'connection-cut': ['connections cut and back', connectionCut],
  'worker-stopped': ['a worker stopped for longer than its lock, then continued', workerStopped],
  'late-result': ['a result that arrives when all is over', lateResult],
  'every-shard-twice': ['every shard delivered twice', everyShardTwice],
  'other-arithmetic': ['a worker of another arithmetic version', otherArithmetic],
  'mixed-fleet': ['workers of both precisions, in one fleet', mixedFleet],
  'device-lost': ['a GPU lost in mid-shard', deviceLost],
  'damaged-store': ['damaged and missing chunks', damagedStore],
  'full-folder': ['a store folder that fills up', fullFolder],
  'two-hundred-checks': ['two hundred checks at once', twoHundredChecks],
  'ten-thousand-shards': ['ten thousand shards', tenThousandShards],
  'shard-exits': ['a compute process that exits on one shard', shardExits],
  'shard-out-of-memory': ['a compute process that runs out of memory on one shard', shardOutOfMemory],
  'shard-kills-worker': ['a shard that kills whole workers', shardKillsWorker],
  'wrong-number': ['a wrong number, with shards computed again', wrongNumber],
  'worker-terminated': ['SIGTERM in mid-shard', workerTerminated],
  'clocks-apart': ['clocks two hours apart', clocksApart],
  cancelled: ['a check cancelled in mid-shard and submitted again at once', cancelled],
  'password-hidden': ['Redis’s password on command lines, and Redis killed', passwordHidden],
  'no-worker': ['no worker at all', noWorker],
  'module-checked': ['a function, on workers that have its module and one that has none', moduleChecked],
  'module-fails': ['modules that throw, exit, hang, grow and look for secrets', moduleFails],
  'module-unknown': ['a module that workers lack, or have in another version', moduleUnknown],
  'module-orphaned': ['a worker killed −9 while its module computes', moduleOrphaned],
  'memory-flat': ['hundreds of checks on one worker, its memory flat', memoryFlat],
};
