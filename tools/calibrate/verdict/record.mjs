import { readFileSync, writeFileSync } from 'node:fs';
import { COUNTS } from './tally.mjs';

/** Sorted numbers as runs: [first, last] of each. */
export const runsOf = (numbers) => {
  const runs = [];
  for (const number of numbers.toSorted((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last && number === last[1] + 1) last[1] = number;
    else runs.push([number, number]);
  }
  return runs;
};

/** Counts by cell with the seeds that they cover, and the hash of the sources that decided: a file to keep. */
export const recordOf = ({ total, done }, sources) => {
  const seeds = Map.groupBy(done, (key) => key.slice(0, key.lastIndexOf(' ')));
  const cells = [...total].map(([name, counts]) => [
    name,
    {
      seeds: runsOf((seeds.get(name) ?? []).map((key) => Number(key.slice(key.lastIndexOf(' ') + 1)))),
      counts: COUNTS.map((count) => counts[count]),
    },
  ]);
  return { sources, columns: COUNTS, cells: Object.fromEntries(cells) };
};

/** A line for each cell, so that a difference of two files can be read. */
const textOf = ({ sources, columns, cells }) => {
  const lines = Object.entries(cells).map(
    ([name, cell]) => `    ${JSON.stringify(name)}: ${JSON.stringify(cell)}`,
  );
  return `{\n  "sources": ${JSON.stringify(sources)},\n  "columns": ${JSON.stringify(columns)},\n  "cells": {\n${lines.join(',\n')}\n  }\n}\n`;
};

/** Writes a record. */
export const writeRecord = (path, record) => writeFileSync(path, textOf(record));

/** Reads one: the hash, and cells with their counts by name. */
export const readRecord = (path) => {
  const { sources, columns, cells } = JSON.parse(readFileSync(path, 'utf8'));
  return { sources, cells: namedCells(columns, cells) };
};

const namedCells = (columns, cells) =>
  Object.entries(cells).map(([name, { seeds, counts }]) => {
    const [kind, method, precision] = name.split('/');
    const byName = Object.fromEntries(columns.map((column, at) => [column, counts[at]]));
    return { kind, method, precision, seeds, counts: byName };
  });

/** The cells of a record that wasn't written. */
export const cellsOf = ({ columns, cells }) => namedCells(columns, cells);
