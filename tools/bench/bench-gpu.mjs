import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { totalWork } from '@gradproof/core/engine';
import { createCpuEngine, productOperations } from '@gradproof/engine-cpu';
import { closeIdleDevices, createGpuEngine } from '@gradproof/engine-gpu';
import { sampled, whole } from './gpu-measures.mjs';
import { GPU_NETS, titleOf } from './nets.mjs';
import { problemOf } from '../problems/random-problem.mjs';

// npm run bench:gpu [-- --device webasm --only 784 --budget 60 --peak 67 --no-cpu --out bench-gpu.json]: each net on the GPU engine,
// beside the CPU engine with all cores (--no-cpu leaves that out). A net that would take longer than the budget (seconds) is sampled, row
// by row, and its time extrapolated. --peak: the device's float32 peak in TFLOP/s, from its data sheet, for the share of it. Exit status 1
// when a difference to the right backpropagation is above 1e-6.
const { values: options } = parseArgs({
  options: {
    device: { type: 'string' },
    only: { type: 'string', default: '' },
    budget: { type: 'string', default: '60' },
    peak: { type: 'string' },
    'no-cpu': { type: 'boolean', default: false },
    out: { type: 'string', default: 'bench-gpu.json' },
  },
});
/** What every net must stay within. */
const DIFFERENCE = 1e-6;
const budget = Number(options.budget);
const engine = createGpuEngine(options.device === undefined ? {} : { device: options.device });

const seconds = (value) =>
  value < 0.1 ? `${(value * 1000).toPrecision(3)} ms` : `${value.toPrecision(3)} s`;

const lineOf = ({ net, parameters, checked, difference, worstTensor, verdict, gpu, cpu, gflops }) => {
  const isWhole = checked === parameters;
  const share =
    options.peak === undefined
      ? ''
      : `, ${(gflops / (10 * Number(options.peak))).toPrecision(2)} % of the peak`;
  const beside =
    cpu === null ? '' : `, CPU engine ${seconds(cpu)}: ${(cpu / gpu).toPrecision(3)} times as fast`;
  const what = isWhole ? verdict : `a sample: ${checked} of ${parameters} coordinates`;
  return (
    `${net}: difference ${difference.toPrecision(2)}, of the worst tensor ${worstTensor.toPrecision(2)} (${what}); ` +
    `${seconds(gpu)}${isWhole ? '' : ' (extrapolated)'}${beside}; products ${gflops.toPrecision(3)} GFLOP/s${share}`
  );
};

const { device, software } = await engine.describe();
console.log(
  `${device}${software ? ' (software: no speed-up is to be expected of it)' : ''}, beside ${availableParallelism()} cores`,
);
const rows = [];
let speed = 1e8; // operations a second, as far as is known
for (const net of GPU_NETS.filter((own) => titleOf(own).includes(options.only))) {
  const { problem, grad } = problemOf(net);
  const work = totalWork(problem, 'incremental');
  const cpu = options['no-cpu'] ? null : (await whole(problem, grad, createCpuEngine())).seconds;
  const isShort = work / speed < budget;
  const measured = await (isShort ? whole(problem, grad, engine) : sampled(problem, grad, engine, budget));
  if (isShort) speed = Math.max(speed, work / measured.seconds);
  const { seconds: gpu, ...found } = measured;
  const gflops = productOperations(problem) / gpu / 1e9;
  const row = { net: titleOf(net), parameters: problem.layout.size, ...found, gpu, cpu, gflops };
  rows.push(row);
  console.log(lineOf(row));
}
await closeIdleDevices();
writeFileSync(options.out, `${JSON.stringify({ device, software, node: process.version, rows }, null, 2)}\n`);
console.log(`Wrote ${options.out}`);
const off = rows.filter(({ difference, worstTensor }) => !(Math.max(difference, worstTensor) <= DIFFERENCE));
for (const { net } of off) console.error(`${net}: the difference is above ${DIFFERENCE}.`);
process.exitCode = off.length === 0 ? 0 : 1;
