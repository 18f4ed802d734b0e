import { createTextbookEvaluator, type Engine, type EngineDescription } from '@gradproof/core/fleet';
import { backwardPropagate, createForwardPass } from '@gradproof/model';
import { FlowProducer } from 'bullmq';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cancelCheck } from '../client/cancel.ts';
import { connectFleet, disconnectFleet, type FleetConnection } from '../client/fleet-connection.ts';
import { purgeFleet } from '../client/purge.ts';
import { listChecks, statusOfCheck } from '../client/status.ts';
import { type FleetCheck, submitCheck } from '../client/submit.ts';
import { waitForCheck } from '../client/wait.ts';
import { redisAddressOf } from '../connection/redis-address.ts';
import { redisOptions } from '../connection/redis-options.ts';
import { flowOf } from '../flow/flow-of.ts';
import { createPreparedProblems } from '../processors/prepared-problems.ts';
import { createProcessors, type Processors } from '../processors/processors.ts';
import { createSigner } from '../signing/signer.ts';
import { getProblem } from '../store/problem-store.ts';
import { createRedisChunkStore } from '../store/redis-chunk-store.ts';
import { vectorStore } from '../store/vector-store.ts';
import { layeredProblem } from '../testing/layered-problem.ts';
import { startRedis, type TestRedis } from '../testing/redis-server.ts';
import { type FleetWorker, startFleetWorker } from './fleet-worker.ts';

const engine: EngineDescription = {
  name: 'cpu',
  device: 'here',
  precision: 'float64',
  arithmetic: 'float64-test',
  methods: ['textbook'],
  problems: ['layered'],
};
const textbook: Engine = {
  name: 'cpu',
  describe: () => Promise.resolve(engine),
  prepare: (problem) => {
    if (problem.kind !== 'layered') throw new Error('only layered');
    const { network, X, Y, theta } = problem;
    return createTextbookEvaluator({ theta, cost: createForwardPass(network, X, Y).cost });
  },
};

let redis: TestRedis;
let fleet: FleetConnection;
const workers: FleetWorker[] = [];
const opened: FleetConnection[] = [];

const connect = async (key?: string): Promise<FleetConnection> => {
  const connection = await connectFleet({
    address: redisAddressOf(redis.url, {}),
    signer: createSigner(key),
    prefix: redis.prefix,
    storeOf: (connection) => createRedisChunkStore(connection, { prefix: redis.prefix, timeToLive: 600 }),
  });
  opened.push(connection);
  return connection;
};

beforeEach(async () => {
  redis = await startRedis();
  fleet = await connect();
});
afterEach(async () => {
  for (const worker of workers.splice(0)) await worker.close(0);
  for (const connection of opened.splice(0)) await disconnectFleet(connection);
  await redis.stop();
});

const processorsOf = (name: string): Processors => {
  const store = createRedisChunkStore(fleet.redis, { prefix: redis.prefix, timeToLive: 600 });
  const problems = createPreparedProblems((hash) => getProblem(store, hash), textbook, 1e9);
  return createProcessors(problems, vectorStore(store), engine, name);
};

/** Starts a worker whose processors are changed as a test needs. */
const start = async (
  name = 'w1',
  change: (processors: Processors) => Partial<Processors> = () => ({}),
  key?: string,
): Promise<FleetWorker> => {
  const processors = processorsOf(name);
  const worker = await startFleetWorker({
    address: redisAddressOf(redis.url, {}),
    prefix: redis.prefix,
    name,
    engine,
    concurrency: 2,
    compute: { ...processors, ...change(processors) },
    signer: createSigner(key),
    events: { onJob: () => {}, onStalled: () => {}, onError: () => {} },
    lockMilliseconds: 2000,
  });
  workers.push(worker);
  return worker;
};

const checkOf = (changes: Partial<FleetCheck> = {}): FleetCheck => {
  const { problem } = layeredProblem(30, 40, 3);
  const { network, X, Y, theta } = problem;
  const grad = backwardPropagate(network, createForwardPass(network, X, Y), theta, X, Y);
  return {
    problem: { problem, grad, costValue: undefined },
    name: 'a problem',
    options: { method: 'textbook', epsilon: 1e-7, threshold: 2e-7, seed: 0 },
    engine,
    runSeconds: 0, // a run a block
    ...changes,
  };
};
const submit = async (changes: Partial<FleetCheck> = {}, connection = fleet) =>
  (await submitCheck(connection, checkOf(changes))).id;
const never = (_: unknown, signal?: AbortSignal) =>
  new Promise<never>((_, reject) => signal?.addEventListener('abort', () => reject(new Error('stopped'))));

describe('a check on the fleet', () => {
  it('is computed, kept under its content, and joined by the same', async () => {
    await start();
    const first = await submitCheck(fleet, checkOf());
    expect(first).toMatchObject({ joined: false });
    expect(first.runs).toBeGreaterThan(2);
    const outcome = await waitForCheck(fleet, first.id);
    expect(outcome).toMatchObject({ state: 'concluded' });
    const again = await submitCheck(fleet, checkOf());
    expect(again).toMatchObject({ id: first.id, joined: true, uploaded: 0 });
    expect(await waitForCheck(fleet, first.id)).toEqual(outcome);
  });

  it('is listed with how far it is, and forgotten by a purge', async () => {
    const before = (await fleet.redis.keys(`${redis.prefix}*`)).filter(
      (key) => !/:(meta|events|id)$/.test(key),
    );
    const id = await submit();
    expect(await statusOfCheck(fleet, id)).toMatchObject({ done: 0, outcome: null, workers: [] });
    const worker = await start();
    await waitForCheck(fleet, id);
    const [listed] = await listChecks(fleet);
    expect(listed).toMatchObject({ id, outcome: { state: 'concluded' } });
    expect(listed!.done).toBe(listed!.submission.runs);
    expect(await purgeFleet(fleet, 0)).toMatchObject({ checks: 1, underWay: 0 });
    await expect(statusOfCheck(fleet, id)).rejects.toThrow('Nothing is known of');
    await worker.close(1);
    const after = (await fleet.redis.keys(`${redis.prefix}*`)).filter(
      (key) => !/:(meta|events|id)$/.test(key),
    );
    expect(after.filter((key) => !key.includes('stalled-check'))).toEqual(before);
  });

  it('tells of the runs that are done while others go on', async () => {
    await start('w1', ({ run }) => ({
      run: (job, signal) => (job.run.shard.start === 0 ? run(job, signal) : never(job, signal)),
    }));
    const id = await submit();
    await expect.poll(async () => (await statusOfCheck(fleet, id)).done, { timeout: 30_000 }).toBe(1);
    await cancelCheck(fleet, id);
  });

  it('goes on for ever while there is no worker, until it is cancelled', async () => {
    const id = await submit();
    expect(await cancelCheck(fleet, id)).toBe(true);
    expect(await waitForCheck(fleet, id)).toMatchObject({ state: 'cancelled' });
    expect(await cancelCheck(fleet, id)).toBe(false);
  });

  it('is cancelled while its runs are under way', async () => {
    const worker = await start('w1', () => ({ run: never }));
    const id = await submit();
    await expect.poll(() => worker.running(), { timeout: 30_000 }).toBe(2);
    await cancelCheck(fleet, id);
    await expect.poll(() => worker.running(), { timeout: 30_000 }).toBe(0);
    expect(await waitForCheck(fleet, id)).toMatchObject({ state: 'cancelled' });
  });

  it('begins anew when it is submitted again after it failed', async () => {
    const broken = await start('w1', () => ({ run: () => Promise.reject(new Error('the disk is full')) }));
    const id = await submit();
    expect(await waitForCheck(fleet, id)).toMatchObject({ state: 'failed' });
    await broken.close(1);
    await start('w2');
    expect(await submit()).toBe(id);
    expect(await waitForCheck(fleet, id)).toMatchObject({ state: 'concluded' });
  });
});

describe('a run that fails', () => {
  it('is tried three times, then ends the check with its range and cause', async () => {
    let tries = 0;
    await start('w1', ({ run }) => ({
      run: (job, signal) => {
        if (job.run.shard.start > 0) return run(job, signal);
        tries++;
        return Promise.reject(new Error('the disk is full'));
      },
    }));
    const outcome = await waitForCheck(fleet, await submit());
    expect(outcome).toMatchObject({
      state: 'failed',
      failure: {
        kind: 'fleet',
        message: expect.stringMatching(/^coordinates 0 to \d+: the disk is full$/) as string,
      },
    });
    expect(tries).toBe(3);
  });

  it('is tried again where that helps', async () => {
    let tries = 0;
    await start('w1', ({ run }) => ({
      run: (job, signal) => (tries++ === 0 ? Promise.reject(new Error('a hiccup')) : run(job, signal)),
    }));
    expect(await waitForCheck(fleet, await submit())).toMatchObject({ state: 'concluded' });
  });

  it('ends the check at once when trying again can’t help', async () => {
    let tries = 0;
    await start('w1', () => ({
      run: () => {
        tries++;
        return Promise.reject(Object.assign(new Error('a chunk is corrupted'), { repeats: true }));
      },
    }));
    const outcome = await waitForCheck(fleet, await submit({ runSeconds: 1 }));
    expect(outcome).toMatchObject({ state: 'failed' });
    expect(tries).toBe(1);
  });
});

describe('a run computed again', () => {
  const off: typeof start = (name) =>
    start(name, ({ run }) => ({
      run: async (job, signal) => ({ ...(await run(job, signal)), evaluations: 12345 }),
    }));

  it('by another worker that gets the same confirms the check', async () => {
    await start('w1');
    await start('w2');
    expect(await waitForCheck(fleet, await submit({ recheck: 1 }))).toMatchObject({ state: 'concluded' });
  });

  it('by a worker that gets other numbers fails the check, and names both', async () => {
    await start('w1');
    await off('w2');
    const outcome = await waitForCheck(fleet, await submit({ recheck: 1 }));
    const message = outcome.state === 'failed' ? outcome.failure.message : '';
    expect(message).toMatch(/the workers w[12] and w[12] don't get the same numbers/);
    expect(message).toContain('w1');
    expect(message).toContain('w2');
  });
});

describe('what nobody of ours put into the queue', () => {
  const forge = async (change: (data: Record<string, unknown>) => object): Promise<string> => {
    const id = await submit();
    const { submission } = await statusOfCheck(fleet, id);
    await cancelCheck(fleet, id);
    await fleet.redis.del(fleet.keys.outcome(id));
    const { round, spec } = submission;
    const runs = [{ shard: { start: 0, end: 1 }, biases: null }];
    const flow = flowOf({ spec, round, runs }, (job) => (job.kind === 'run' ? change({ ...job }) : job));
    const producer = new FlowProducer({
      connection: redisOptions(fleet.address, 'client'),
      prefix: redis.prefix,
    });
    await producer.add(flow);
    await producer.close();
    return id;
  };

  it.each([
    ['extra keys', (data: object) => ({ ...data, module: '/etc/passwd' }), 'module'],
    ['another schema', (data: object) => ({ ...data, schema: 9 }), 'schema'],
    [
      'a huge range',
      (data: object) => ({ ...data, run: { shard: { start: 0, end: 2 ** 50 }, biases: null } }),
      'There is no run of coordinates 0 to',
    ],
    ['nothing in it', () => ({}), 'kind'],
  ])('is refused with %s, and its check told', async (_, change, cause) => {
    const id = await forge(change);
    await start();
    const outcome = await waitForCheck(fleet, id);
    expect(outcome).toMatchObject({
      state: 'failed',
      failure: { message: expect.stringContaining(cause) as string },
    });
  });
});

describe('with a signing key', () => {
  const KEY = 'a key of more than sixteen characters';

  it('a check of the same key is computed', async () => {
    const signed = await connect(KEY);
    await start('w1', undefined, KEY);
    expect(await waitForCheck(signed, await submit({}, signed))).toMatchObject({ state: 'concluded' });
  });

  it('a check that isn’t signed is refused, and says so', async () => {
    await start('w1', undefined, KEY);
    const signed = await connect(KEY);
    const id = await submit();
    expect(await waitForCheck(signed, id)).toMatchObject({
      state: 'failed',
      failure: { message: expect.stringContaining("This job isn't signed") as string },
    });
  });

  it('an outcome that another key signed is not believed', async () => {
    const signed = await connect(KEY);
    await start('w1');
    const id = await submit();
    await waitForCheck(fleet, id);
    await expect(waitForCheck(signed, id)).rejects.toThrow('can’t be trusted');
  });
});
