import type { Check, Engine, Evaluator, Method } from '@gradproof/core';

/** A problem out of the store, ready to be differentiated. */
export interface PreparedProblem {
  readonly check: Check;
  readonly evaluator: Evaluator;
}

/** Reads a problem by its hash. */
export type ReadProblem = (hash: string) => Promise<Check>;

/** What a worker keeps of the problems that it met last: reading and preparing again would cost more than a run. */
export interface PreparedProblems {
  /** Calls `use` with the prepared problem, which is kept at least until it ends. */
  readonly use: <Result>(
    hash: string,
    method: Method,
    use: (prepared: PreparedProblem) => Promise<Result>,
  ) => Promise<Result>;
  readonly dispose: () => Promise<void>;
}

/** What lies in memory beside the vectors themselves: activations and tables, a few numbers a unit and example. */
const TABLES = 6;

/** What every prepared problem holds besides, however small it is: 80 KB were measured over 1,000 of 24 parameters. */
const LEAST_BYTES = 2 ** 17;

/** About how many bytes a prepared problem holds. */
export const bytesOf = ({ problem, grad }: Check): number => {
  if (problem.kind === 'function') return LEAST_BYTES + 8 * (problem.theta.length + grad.length);
  const { network, theta, X, Y } = problem;
  const units = network.layers.reduce((sum, layer) => sum + layer.units, 0);
  return (
    LEAST_BYTES +
    8 * (theta.length + grad.length + X.data.length + Y.data.length + TABLES * units * X.shape[1]!)
  );
};

interface Entry {
  readonly key: string;
  readonly prepared: Promise<PreparedProblem>;
  bytes: number;
  users: number;
}

/** Keeps the problems used last within `limit` bytes (a single one may need more), by hash and method. */
export const createPreparedProblems = (
  read: ReadProblem,
  engine: Engine,
  limit: number,
): PreparedProblems => {
  const entries: Entry[] = []; // the one used last stands last

  const prepare = async (hash: string, method: Method): Promise<PreparedProblem> => {
    const check = await read(hash);
    return { check, evaluator: await engine.prepare(check.problem, method) };
  };

  const remove = async (entry: Entry): Promise<void> => {
    entries.splice(entries.indexOf(entry), 1);
    const prepared = await entry.prepared.catch(() => null); // one that failed holds nothing
    await prepared?.evaluator.dispose();
  };

  const shrink = async (): Promise<void> => {
    const held = () => entries.reduce((sum, { bytes }) => sum + bytes, 0);
    for (const entry of [...entries]) if (entry.users === 0 && held() > limit) await remove(entry);
  };

  const take = (hash: string, method: Method): Entry => {
    const key = `${method} ${hash}`;
    const known = entries.findIndex((entry) => entry.key === key);
    const entry =
      known >= 0
        ? entries.splice(known, 1)[0]!
        : { key, prepared: prepare(hash, method), bytes: 0, users: 0 };
    entries.push(entry);
    return entry;
  };

  return {
    use: async (hash, method, use) => {
      const entry = take(hash, method);
      entry.users++;
      try {
        const prepared = await entry.prepared;
        entry.bytes = bytesOf(prepared.check);
        return await use(prepared);
      } catch (error) {
        if (entry.bytes === 0 && entries.includes(entry)) await remove(entry); // it could not be prepared: the next one tries again
        throw error;
      } finally {
        entry.users--;
        await shrink();
      }
    },
    dispose: async () => {
      for (const entry of [...entries]) await remove(entry);
    },
  };
};
