/** Values that are costly to make, and what is known of them. */
export interface Making<Key, Value> {
  /** Different for keys whose values differ. */
  readonly nameOf: (key: Key) => string;
  readonly make: (key: Key) => Promise<Value>;
  /** About how many bytes it holds. */
  readonly bytesOf: (value: Value) => number;
  readonly dispose: (value: Value) => Promise<void>;
  /** False once it is broken: it is made anew then. */
  readonly isUsable?: (value: Value) => boolean;
}

/** The values that were used last. */
export interface Kept<Key, Value> {
  /** Calls `use` with the value, which is kept at least until it ends. */
  readonly use: <Result>(key: Key, use: (value: Value) => Promise<Result>) => Promise<Result>;
  readonly dispose: () => Promise<void>;
}

interface Entry<Value> {
  readonly name: string;
  readonly value: Promise<Value>;
  bytes: number;
  users: number;
}

/** Keeps the values used last within `limit` bytes (a single one may need more). */
export const createKept = <Key, Value>(
  { nameOf, make, bytesOf, dispose, isUsable = () => true }: Making<Key, Value>,
  limit: number,
): Kept<Key, Value> => {
  const entries: Entry<Value>[] = []; // the one used last stands last

  const remove = async (entry: Entry<Value>): Promise<void> => {
    entries.splice(entries.indexOf(entry), 1);
    const made = await entry.value.then(
      (value) => ({ value }),
      () => null, // one that failed holds nothing
    );
    if (made) await dispose(made.value);
  };

  const shrink = async (): Promise<void> => {
    const held = () => entries.reduce((sum, { bytes }) => sum + bytes, 0);
    for (const entry of [...entries]) if (entry.users === 0 && held() > limit) await remove(entry);
  };

  const take = (key: Key): Entry<Value> => {
    const name = nameOf(key);
    const known = entries.findIndex((entry) => entry.name === name);
    const entry = known >= 0 ? entries.splice(known, 1)[0]! : { name, value: make(key), bytes: 0, users: 0 };
    entries.push(entry);
    return entry;
  };

  /** One that could not be made, or is broken: the next one tries again. */
  const isLost = async ({ value }: Entry<Value>): Promise<boolean> =>
    value.then(
      (made) => !isUsable(made),
      () => true,
    );

  return {
    use: async (key, use) => {
      const entry = take(key);
      entry.users++;
      try {
        const value = await entry.value;
        entry.bytes = bytesOf(value);
        return await use(value);
      } catch (error) {
        if (entries.includes(entry) && (await isLost(entry))) await remove(entry);
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
