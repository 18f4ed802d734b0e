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
export interface DisposingCache<Key, Value> {
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

/** A cache that disposes of the values it drops: those used least recently, once nobody uses them. */
class LeastRecentlyUsed<Key, Value> implements DisposingCache<Key, Value> {
  readonly #making: Making<Key, Value>;
  readonly #limit: number;
  /** The one used last stands last. */
  readonly #entries: Entry<Value>[] = [];

  constructor(making: Making<Key, Value>, limit: number) {
    this.#making = making;
    this.#limit = limit;
  }

  readonly use = async <Result>(key: Key, use: (value: Value) => Promise<Result>): Promise<Result> => {
    const entry = this.#take(key);
    entry.users++;
    try {
      const value = await entry.value;
      entry.bytes = this.#making.bytesOf(value);
      return await use(value);
    } catch (error) {
      if (this.#entries.includes(entry) && (await this.#isBroken(entry))) await this.#remove(entry);
      throw error;
    } finally {
      entry.users--;
      await this.#shrink();
    }
  };

  readonly dispose = async (): Promise<void> => {
    for (const entry of [...this.#entries]) await this.#remove(entry);
  };

  /** The entry of the key, made where there is none, as the one used last. */
  #take(key: Key): Entry<Value> {
    const name = this.#making.nameOf(key);
    const known = this.#entries.findIndex((entry) => entry.name === name);
    const entry =
      known >= 0
        ? this.#entries.splice(known, 1)[0]!
        : { name, value: this.#making.make(key), bytes: 0, users: 0 };
    this.#entries.push(entry);
    return entry;
  }

  /** One that could not be made, or is unusable: the next user makes it anew. */
  async #isBroken({ value }: Entry<Value>): Promise<boolean> {
    const { isUsable = () => true } = this.#making;
    return value.then(
      (made) => !isUsable(made),
      () => true,
    );
  }

  async #remove(entry: Entry<Value>): Promise<void> {
    this.#entries.splice(this.#entries.indexOf(entry), 1);
    const made = await entry.value.then(
      (value) => ({ value }),
      () => null, // one that failed holds nothing
    );
    if (made) await this.#making.dispose(made.value);
  }

  async #shrink(): Promise<void> {
    const bytesHeld = () => this.#entries.reduce((sum, { bytes }) => sum + bytes, 0);
    for (const entry of [...this.#entries])
      if (entry.users === 0 && bytesHeld() > this.#limit) await this.#remove(entry);
  }
}

/** Keeps the values used last within `limit` bytes (a single one may need more). */
export const createDisposingCache = <Key, Value>(
  making: Making<Key, Value>,
  limit: number,
): DisposingCache<Key, Value> => new LeastRecentlyUsed(making, limit);
