import { CPU_ENGINE, GpuError } from '../gpu-error.ts';
import { kernelFunctions } from '../kernels/functions.ts';
import { kernel, type KernelSource } from '../kernels/kernel-source.ts';
import { product, SUM_BLOCK } from '../kernels/product.ts';
import type { Launcher } from './launcher.ts';

/** u of float32. */
const UNIT_ROUND_OFF = 2 ** -24;

/** What the functions may be off, in u: a few roundings, measured at most 3 in every mode. */
const FUNCTIONS_TO = 8;

/** What a sum of positive terms may be off, in u of itself. */
const SUMS_TO = 16;

const EXACT: Readonly<Record<string, (x: number) => number>> = {
  exponentialMinusOne: Math.expm1,
  logarithmOfOnePlus: Math.log1p,
  hyperbolicTangent: Math.tanh,
};

/** [1, columns]: a function of each entry of x, [1, columns]. */
export const functionKernel = (name: string): KernelSource =>
  kernel(`each_${name}`, { x: 'Input' }, `\n  return ${name}(x[0][this.thread.x]);\n`);

/** From 2⁻³⁰ to 4 in size; log1p only above −1. */
const argumentsOf = (name: string): Float32Array => {
  const sizes = Array.from({ length: 65 }, (_, i) => 2 ** (i / 2 - 30));
  return Float32Array.from(
    [...sizes, ...sizes.map((x) => -x)].filter((x) => name !== 'logarithmOfOnePlus' || x > -0.99),
  );
};

const testFunction = async (launcher: Launcher, name: string): Promise<number> => {
  const x = argumentsOf(name);
  const result = await launcher.launch(functionKernel(name), [launcher.matrix(x, 1, x.length)], 1, x.length);
  const values = await launcher.read(result).finally(result.release);
  return x.reduce((most, argument, i) => {
    const exact = EXACT[name]!(argument);
    const error = Math.abs(values[i]! - exact) / Math.abs(exact) / UNIT_ROUND_OFF;
    return error <= most ? most : error; // NaN is the worst of all
  }, 0);
};

const testProduct = async (launcher: Launcher): Promise<number> => {
  const terms = 3 * SUM_BLOCK + 5;
  const entry = (i: number) => Math.fround(1 + Math.sin(7 * i + 1) / 2);
  const left = Float32Array.from({ length: 3 * terms }, (_, i) => entry(i));
  const right = Float32Array.from({ length: terms * 5 }, (_, i) => entry(i + 1000));
  const args = [launcher.matrix(left, 3, terms), launcher.matrix(right, terms, 5), 3, 5];
  const result = await launcher.launch(product, args, 3, 5);
  const values = await launcher.read(result).finally(result.release);
  let worst = 0;
  for (let at = 0; at < 15; at++) {
    let sum = 0;
    for (let k = 0; k < terms; k++) {
      sum += left[Math.floor(at / 5) * terms + k]! * right[k * 5 + (at % 5)]!;
    }
    const error = Math.abs(values[at]! - sum) / sum / UNIT_ROUND_OFF;
    if (!(error <= worst)) worst = error;
  }
  return worst;
};

/**
 * Computes on the device what is known on the CPU: drivers' compilers are free to rewrite arithmetic, and some break it. Throws GpuError
 * where the device is less precise than the engine claims.
 */
export const selfTest = async (launcher: Launcher, device: string): Promise<void> => {
  const tests: [name: string, error: number, allowed: number][] = [];
  for (const { name } of kernelFunctions)
    if (name in EXACT) tests.push([name, await testFunction(launcher, name), FUNCTIONS_TO]);
  tests.push(['product', await testProduct(launcher), SUMS_TO]);
  const failed = tests.find(([, error, allowed]) => !(error <= allowed));
  if (failed === undefined) return;
  const [name, error, allowed] = failed;
  throw new GpuError(
    `The gpu engine refuses ${device}: its ${name} is off by ${error.toPrecision(3)} units of float32's rounding, where at most ${allowed} are allowed. Its driver rewrites arithmetic; use another device, or the cpu engine.`,
    [{ kind: 'other-device', devices: [] }, CPU_ENGINE],
  );
};
