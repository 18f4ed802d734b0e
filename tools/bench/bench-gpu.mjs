import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { checkProblem, totalWork } from '@gradproof/core';
import { createCpuEngine, productOperations } from '@gradproof/engine-cpu';
import { closeIdleDevices, createGpuEngine } from '@gradproof/engine-gpu';
import { GPU_NETS, titleOf } from './nets.mjs';
import { problemOf } from './problem.mjs';

// npm run bench:gpu [-- --device webasm --only 784 --budget 60 --peak 67 --out bench-gpu.json]: each net on the GPU engine, beside the
// CPU engine with all cores. A net that would take longer than the budget (seconds) is sampled, unit by unit, and its time extrapolated.
// --peak: the device's float32 peak in TFLOP/s, from its data sheet, for the share of it.
const { values: options } = parseArgs({
  options: {
    device: { type: 'string' },
    only: { type: 'string', default: '' },
    budget: { type: 'string', default: '60' },
    peak: { type: 'string' },
    out: { type: 'string', default: 'bench-gpu.json' },
  },
});
const EPSILON = 1e-9;
const engine = createGpuEngine(options.device === undefined ? {} : { device: options.device });
const seconds = (value) =>
  value < 0.1 ? `${(value * 1000).toPrecision(3)} ms` : `${value.toPrecision(3)} s`;

const timed = async (work) => {
  const began = performance.now();
  const result = await work();
  return { seconds: (performance.now() - began) / 1000, result };
};

/** The best of up to three whole checks, the first of them to warm up where it is short. */
const whole = async (problem, grad, own) => {
  let best;
  for (let turn = 0, spent = 0; turn < 3 && spent < 10; turn++) {
    const { seconds: taken, result } = await timed(() => checkProblem({ problem, grad }, { engine: own }));
    spent += taken;
    if (best === undefined || taken < best.seconds) best = { seconds: taken, report: result };
  }
  return best;
};

/** Whole rows of weights, a few of each layer, until the budget is spent: their difference, and the time that all would take. */
const sampled = async (problem, grad, budget) => {
  const { layout } = problem;
  const evaluator = await engine.prepare(problem, 'incremental');
  const weights = layout.tensors.filter((_, tensor) => tensor % 2 === 0);
  const sums = { grad: 0, approx: 0, residual: 0 };
  let [estimate, rows] = [0, 0];
  for (const { offset, shape } of weights) {
    const [units, inputs] = shape;
    const began = performance.now();
    let done = 0;
    for (let turn = 0; turn < units && performance.now() - began < (budget / weights.length) * 1000; turn++) {
      const start = offset + ((turn * 97) % units) * inputs;
      const { values } = await evaluator.coordinateDifferences({ start, end: start + inputs }, EPSILON);
      values.forEach((value, i) => {
        const [own, approx] = [grad[start + i], value / (2 * EPSILON)];
        sums.grad += own ** 2;
        sums.approx += approx ** 2;
        sums.residual += (own - approx) ** 2;
      });
      done++;
    }
    rows += done;
    estimate += ((performance.now() - began) / 1000 / done) * units;
  }
  await evaluator.dispose();
  const difference = Math.sqrt(sums.residual) / (Math.sqrt(sums.grad) + Math.sqrt(sums.approx));
  return { seconds: estimate, difference, rows };
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
  const cpu = await whole(problem, grad, createCpuEngine());
  const isShort = work / speed < Number(options.budget);
  const gpu = isShort
    ? await whole(problem, grad, engine)
    : await sampled(problem, grad, Number(options.budget));
  if (isShort) speed = Math.max(speed, work / gpu.seconds);
  const difference = gpu.report?.difference ?? gpu.difference;
  const flops = productOperations(problem) / gpu.seconds;
  rows.push({
    net: titleOf(net),
    parameters: problem.layout.size,
    gpu: gpu.seconds,
    sampledRows: gpu.rows ?? null,
    cpu: cpu.seconds,
    difference,
    verdict: gpu.report?.verdict ?? null,
    gflops: flops / 1e9,
  });
  const share =
    options.peak === undefined
      ? ''
      : `, ${((100 * flops) / (Number(options.peak) * 1e12)).toPrecision(2)} % of the peak`;
  console.log(
    `${titleOf(net)}: difference ${difference.toPrecision(3)}${isShort ? `, ${gpu.report.verdict}` : ` (of ${gpu.rows} rows of weights)`}; ` +
      `${seconds(gpu.seconds)}${isShort ? '' : ' (extrapolated)'}, CPU engine ${seconds(cpu.seconds)}: ${(cpu.seconds / gpu.seconds).toPrecision(3)} times as fast; ` +
      `products ${(flops / 1e9).toPrecision(3)} GFLOP/s${share}`,
  );
}
await closeIdleDevices();
writeFileSync(options.out, `${JSON.stringify({ device, software, node: process.version, rows }, null, 2)}\n`);
console.log(`Wrote ${options.out}`);
