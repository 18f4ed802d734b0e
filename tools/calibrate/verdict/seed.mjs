import { performance } from 'node:perf_hooks';
import { cellName } from './cells.mjs';
import { instanceOf, isLayered } from './instances.mjs';
import { noCounts } from './tally.mjs';
import { trialOf } from './trial.mjs';
import { formOf, methodsOf } from './ways.mjs';

/** The problem of a kind and a seed, checked in each of the cells: counts by cell, what went wrong, and the milliseconds that it took. */
export const countSeed = async (kind, seed, cells) => {
  const began = performance.now();
  const instance = instanceOf(kind, seed);
  const [counts, failures] = [{}, []];
  for (const cell of cells) {
    const name = cellName(cell);
    const form = formOf(isLayered(kind), cell.precision, seed);
    const options = methodsOf(isLayered(kind))[cell.method](instance.problem);
    const trial = await trialOf(instance, { options, method: cell.method, form, seed }).catch((error) => ({
      threw: 1,
      failures: [`threw: ${error.message}`],
    }));
    counts[name] = { ...noCounts(), ...trial, trials: 1 };
    delete counts[name].failures;
    for (const text of trial?.failures ?? [])
      failures.push(`${name} ${seed} (${instance.family}${form.isAlone ? ', an array alone' : ''}): ${text}`);
  }
  return { kind, seed, counts, failures, milliseconds: Math.round(performance.now() - began) };
};
