import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { checkProblem } from '@gradproof/core';
import { createCpuEngine, productOperations, productPeak } from '@gradproof/engine-cpu';
import { NETS, titleOf } from './nets.mjs';
import { startPeers } from './peers.mjs';
import { gradientOf, problemOf } from './problem-of.mjs';

// npm run bench [-- --out bench.json --only 784 --budget 5]: every coordinate of each net, beside the peers of Python, in turns.
const { values: options } = parseArgs({
  options: {
    out: { type: 'string', default: 'bench.json' },
    only: { type: 'string', default: '' },
    budget: { type: 'string', default: '5' },
  },
});

/** The best of a few whole checks, the first of them to warm up where it is short. */
const check = async (problem, grad, threads) => {
  const engine = createCpuEngine({ threads });
  let best;
  for (let turn = 0, spent = 0; turn === 0 || (turn < 5 && spent < 4); turn++) {
    const began = performance.now();
    const report = await checkProblem({ problem, grad }, { engine });
    const seconds = (performance.now() - began) / 1000;
    spent += seconds;
    if (best === undefined || seconds < best.seconds) best = { seconds, report };
  }
  return best;
};

const seconds = (value) =>
  value == null ? '–' : value < 0.1 ? `${(value * 1000).toPrecision(3)} ms` : `${value.toPrecision(3)} s`;

const peers = startPeers();
if (peers === null) console.error('Without /usr/bin/python3 and NumPy there are no peers to compare with.');
const rows = [];
for (const net of NETS.filter((own) => titleOf(own).includes(options.only))) {
  const problem = problemOf(net);
  const { layout } = problem;
  const grad = gradientOf(problem);
  const peak = productPeak();
  const one = await check(problem, grad, 1);
  const backward = (await peers?.ask('backward', { net })) ?? null;
  const fast = (await peers?.ask('gradcheck-fast', { net })) ?? null;
  const two = await check(problem, grad, 2);
  const textbook = (await peers?.ask('textbook', { net, budget: Number(options.budget) })) ?? null;
  const slow = layout.size < 10_000 ? ((await peers?.ask('gradcheck-slow', { net })) ?? null) : null;
  const openblas = (await peers?.ask('product')) ?? null;
  const gflops = productOperations(problem) / one.seconds / 1e9;
  const row = {
    net: titleOf(net),
    parameters: layout.size,
    oneThread: one.seconds,
    twoThreads: two.seconds,
    gflops,
    peak,
    openblas,
    difference: one.report.difference,
    verdict: one.report.verdict,
    peakMemory: process.resourceUsage().maxRSS * 1024,
    numpyTextbook: textbook,
    gradcheckSlow: slow,
    gradcheckFast: fast,
    torchBackward: backward,
  };
  rows.push(row);
  console.log(
    `\n${row.net}, ${net.examples} examples, ${row.parameters} parameters: ${row.verdict}, difference ${row.difference.toPrecision(3)}`,
  );
  console.log(
    `  every coordinate: ${seconds(row.oneThread)} on one thread, ${seconds(row.twoThreads)} on two (${(row.oneThread / row.twoThreads).toFixed(2)} times)`,
  );
  console.log(
    `  products ${gflops.toFixed(2)} GFLOP/s over the whole check, ${((100 * gflops) / peak).toFixed(0)} % of our kernel's ${peak.toFixed(1)}${openblas ? ` (OpenBLAS ${openblas.toFixed(1)})` : ''}; at most ${Math.round(row.peakMemory / 2 ** 20)} MiB`,
  );
  if (textbook) {
    console.log(
      `  NumPy's textbook loop: ${seconds(textbook.seconds)}${textbook.sampled ? ` (extrapolated from ${textbook.sampled} coordinates)` : ''}, ${Math.round(textbook.seconds / row.oneThread)} times ours`,
    );
  }
  console.log(
    `  torch: forward and backward ${seconds(backward)}, gradcheck fast mode ${seconds(fast)}${slow === null ? '' : `, gradcheck ${seconds(slow)}`}`,
  );
}
peers?.stop();
writeFileSync(options.out, `${JSON.stringify({ node: process.version, rows }, null, 2)}\n`);
console.log(`\nWrote ${options.out}`);
