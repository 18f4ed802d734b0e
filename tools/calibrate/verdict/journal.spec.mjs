import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openJournal } from './journal.mjs';
import { recordOf, readRecord, runsOf, writeRecord } from './record.mjs';
import { createSchedule } from './schedule.mjs';
import { noCounts } from './tally.mjs';

let folder;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'journal-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const CELLS = ['float64', 'float32'].map((precision) => ({
  kind: 'ordinary',
  method: 'incremental',
  precision,
}));
const [NAME, OTHER] = ['ordinary/incremental/float64', 'ordinary/incremental/float32'];

const entryOf = (seed, names = [NAME, OTHER], own = { right: 1, beyond: 1 }) => ({
  kind: 'ordinary',
  seed,
  counts: Object.fromEntries(names.map((name) => [name, { ...noCounts(), trials: 1, ...own }])),
  failures: [],
  milliseconds: 5,
});

/** Every seed that is handed out, with the precisions of its cells. */
const handedOut = (schedule, size = 3) => {
  const all = [];
  for (let task = schedule.nextTask(size); task !== null; task = schedule.nextTask(size))
    for (const { seed, cells } of task.seeds) all.push([seed, ...cells.map(({ precision }) => precision)]);
  return all;
};

describe('the journal', () => {
  it('gives back what was appended', () => {
    const path = join(folder, 'of', 'it.jsonl');
    openJournal(path).append(entryOf(3));
    expect(openJournal(path).entries).toEqual([entryOf(3)]);
  });

  it('leaves out a line that a killed run left half written, and goes on after it', () => {
    const path = join(folder, 'it.jsonl');
    openJournal(path).append(entryOf(0));
    appendFileSync(path, readFileSync(path, 'utf8').slice(0, 20));
    openJournal(path).append(entryOf(1));
    expect(openJournal(path).entries.map(({ seed }) => seed)).toEqual([0, 1]);
  });
});

describe('a schedule', () => {
  it('hands out all seeds of a range once', () => {
    expect(handedOut(createSchedule(CELLS, { first: 2, last: 5 }))).toEqual(
      [2, 3, 4, 5].map((seed) => [seed, 'float64', 'float32']),
    );
  });

  it('goes on where a journal ends, with the cells that are missing', () => {
    const schedule = createSchedule(CELLS, { first: 0, last: 2 });
    [entryOf(0), entryOf(2, [NAME])].forEach(schedule.take);
    expect(handedOut(schedule)).toEqual([
      [1, 'float64', 'float32'],
      [2, 'float32'],
    ]);
  });

  it('counts a seed once, and none beyond the range', () => {
    const schedule = createSchedule(CELLS, { first: 0, last: 2 });
    [entryOf(1), entryOf(1), entryOf(7)].forEach(schedule.take);
    expect(schedule.total.get(NAME).right).toBe(1);
  });

  it('skips what has its least, right and wrong', () => {
    const schedule = createSchedule(CELLS, { least: 2 });
    [entryOf(0), entryOf(1, [NAME])].forEach(schedule.take);
    expect(schedule.nextTask(3).seeds.map(({ cells }) => cells.map(({ precision }) => precision))).toEqual([
      ['float32'],
      ['float32'],
      ['float32'],
    ]);
  });

  it('is content with twice the right checks where mistakes beyond the limit are rare', () => {
    const schedule = createSchedule([CELLS[0]], { least: 2 });
    [0, 1, 2].forEach((seed) => schedule.take(entryOf(seed, [NAME], { right: 1 })));
    expect(schedule.partOf(CELLS[0])).toBe(0.75);
    schedule.take(entryOf(3, [NAME], { right: 1 }));
    expect(schedule.nextTask(1)).toBe(null);
  });
});

describe('a record', () => {
  it('has the runs of seeds', () => {
    expect(runsOf([3, 1, 2, 7, 9, 8])).toEqual([[1, 3], [7, 9]]);
  });

  it('is read as it was written', () => {
    const schedule = createSchedule(CELLS, { first: 0, last: 2 });
    [entryOf(0), entryOf(1, [NAME])].forEach(schedule.take);
    const path = join(folder, 'record.json');
    writeRecord(path, recordOf(schedule, 'abc'));
    const { sources, cells } = readRecord(path);
    expect(sources).toBe('abc');
    expect(cells[0]).toMatchObject({ kind: 'ordinary', method: 'incremental', precision: 'float64', seeds: [[0, 1]] });
    expect(cells.map(({ counts }) => counts.right)).toEqual([2, 1]);
  });
}); // prettier-ignore
