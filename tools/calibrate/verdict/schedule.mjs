import { cellName } from './cells.mjs';
import { addCounts, noCounts } from './tally.mjs';

/** Where mistakes beyond the limit are rare, so many times as many right checks are enough. */
const ENOUGH = 2;

/**
 * Which seeds are to be counted in which cells: seeds in order, kinds in step with each other, a cell until it has `least` right checks and as many wrong ones.
 * From `first` on; or to `last`, whatever
 * is reached by then.
 */
export const createSchedule = (cells, { least, first = 0, last = Infinity }) => {
  const total = new Map(cells.map((cell) => [cellName(cell), noCounts()]));
  const done = new Set();
  const spent = new Map();
  const kinds = [...Map.groupBy(cells, ({ kind }) => kind)].map(([kind, own]) => ({
    kind,
    own,
    next: first,
  }));
  const partOf = (cell) => {
    const { right, beyond, trials } = total.get(cellName(cell));
    if (last < Infinity) return trials / (last - first + 1);
    return Math.min(1, right / least, Math.max(beyond / least, right / (ENOUGH * least)));
  };
  const isOpen = (cell) => !(partOf(cell) >= 1);
  const key = (cell, seed) => `${cellName(cell)} ${seed}`;

  /** Takes what was counted of a seed. */
  const take = ({ kind, seed, counts, milliseconds }) => {
    if (seed < first || seed > last) return;
    const time = spent.get(kind) ?? { milliseconds: 0 };
    spent.set(kind, time);
    time.milliseconds += milliseconds;
    for (const [name, own] of Object.entries(counts)) {
      if (!total.has(name) || done.has(`${name} ${seed}`)) continue;
      done.add(`${name} ${seed}`);
      addCounts(total.get(name), own);
    }
  };

  /** The next seeds of the kind that is the farthest behind; null where nothing is left. */
  const nextTask = (size) => {
    const behind = kinds
      .map((entry) => ({ entry, open: entry.own.filter(isOpen) }))
      .filter(({ entry, open }) => open.length > 0 && entry.next <= last)
      .toSorted((a, b) => a.entry.next - b.entry.next)[0];
    if (!behind) return null;
    const { entry, open } = behind;
    const seeds = [];
    while (seeds.length < size && entry.next <= last) {
      const seed = entry.next++;
      const left = open.filter((cell) => !done.has(key(cell, seed)));
      if (left.length > 0) seeds.push({ seed, cells: left });
    }
    return seeds.length > 0 ? { kind: entry.kind, seeds } : nextTask(size);
  };

  return { take, nextTask, total, done, spent, partOf };
};
