import { checkProblem } from '@gradproof/core';
import { createGpuEngine } from '@gradproof/engine-gpu';
import { NETS, titleOf } from './nets.mjs';
import { gradientOf, problemOf } from './problem-of.mjs';
const [device, from, to] = process.argv.slice(2);
for (const net of NETS.slice(Number(from), Number(to))) {
  const problem = problemOf(net);
  const grad = gradientOf(problem);
  for (let t = 0; t < 1; t++) {
    const began = performance.now();
    const r = await checkProblem({ problem, grad }, { engine: createGpuEngine({ device }) });
    console.log(titleOf(net), r.verdict, r.difference, r.tensors.map((x) => x.difference.toPrecision(2)+'/'+x.numericalError.toPrecision(2)).join(' '), r.control, r.kinks, ((performance.now() - began) / 1000).toFixed(2), r.engine, r.threshold);
  }
}
