import { cpus } from 'node:os';
import { createTextbookEvaluator, type Engine } from '@gradproof/core';
import { InputError } from '@gradproof/model';
import { textbookCost } from './textbook/textbook-cost.ts';

/** The engine that computes on this machine's processor, in float64. */
export const createCpuEngine = (): Engine => ({
  name: 'cpu',
  describe: () =>
    Promise.resolve({
      name: 'cpu',
      device: cpus()[0]?.model.trim() ?? process.arch,
      precision: 'float64',
      methods: ['textbook'],
      problems: ['layered', 'function'],
    }),
  prepare: async (problem, method) => {
    if (method !== 'textbook') {
      throw new InputError(`The ${method} method is not in this version; use --method textbook.`);
    }
    return createTextbookEvaluator(textbookCost(problem));
  },
});
