import * as core from '@gradproof/core';
import { createCpuEngine } from '@gradproof/engine-cpu';
import { readProblemFiles } from '@gradproof/formats/files';
import { transform } from 'sucrase';

const required = (name) => {
  if (name === '@gradproof/core') return core;
  throw new Error(`This page has @gradproof/core alone, not ${name}.`);
};

/** The default export of a module in TypeScript. */
const defaultOf = (code) => {
  const { code: script } = transform(code, { transforms: ['typescript', 'imports'] });
  const exports = {};
  new Function('exports', 'require', script)(exports, required);
  if (exports.default === undefined) throw new Error('End it with: export default defineProblem({ … })');
  return exports.default;
};

/** Checks a problem that is written as a module. */
export const checkCode = async (code) => core.checkGradient(await defaultOf(code));

/** Checks the files of a problem folder. */
export const checkFiles = async (files) => {
  const bytes = await Promise.all(
    [...files].map(async (file) => [file.name, new Uint8Array(await file.arrayBuffer())]),
  );
  const { problem, grad, gradientPrecision } = await readProblemFiles(new Map(bytes));
  return core.checkProblem({ problem, grad, gradientPrecision }, { engine: createCpuEngine() });
};
