import { performance } from 'node:perf_hooks';
import { checkProblem } from '@gradproof/core';
import { createCpuEngine, productOperations, productPeak } from '@gradproof/engine-cpu';
import { NETS } from './nets.mjs';
import { problemOf } from '../problems/random-problem.mjs';

// node measure-net.mjs NET THREADS: whole checks of one net in a process of its own, so that its peak memory is this net's. Prints one JSON line.
/** Checks are repeated for so many seconds, and the best counts: the first ones compile. */
const SECONDS = 3;
const [LEAST_TURNS, MOST_TURNS] = [3, 40];

const [index, threads] = process.argv.slice(2).map(Number);
const { problem, grad } = problemOf(NETS[index]);
const engine = createCpuEngine({ threads });
const peaks = [productPeak()];
let best = null;
for (let turn = 0, spent = 0; turn < LEAST_TURNS || (turn < MOST_TURNS && spent < SECONDS); turn++) {
  const began = performance.now();
  const report = await checkProblem({ problem, grad }, { engine });
  const seconds = (performance.now() - began) / 1000;
  spent += seconds;
  if (best === null || seconds < best.seconds) best = { seconds, report };
}
peaks.push(productPeak());
const { seconds, report } = best;
console.log(
  JSON.stringify({
    seconds,
    parameters: problem.layout.size,
    difference: report.difference,
    verdict: report.verdict,
    control: report.control,
    gflops: productOperations(problem) / seconds / 1e9,
    kernelPeak: Math.max(...peaks),
    peakMemory: process.resourceUsage().maxRSS * 1024,
  }),
);
