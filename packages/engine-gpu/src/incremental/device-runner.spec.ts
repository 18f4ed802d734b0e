import { checkProblem } from '@gradproof/core';
import { createIncrementalEvaluator, type Evaluator, type LayeredProblem } from '@gradproof/core/engine';
import { randomNetwork } from '@gradproof/engine-conformance';
import { backwardPropagate, createForwardPass } from '@gradproof/model';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { DeviceError } from '../device/device-error.ts';
import { type Device, openDevice } from '../device/device.ts';
import type { Launcher } from '../device/launcher.ts';
import { brokenLauncher } from '../testing/broken-launcher.ts';
import { countingLauncher } from '../testing/counting-launcher.ts';
import { createDeviceRunner } from './device-runner.ts';
import { prepareNetwork } from './prepare-network.ts';

const EPSILON = 1e-9;
const MEMORY = 2 ** 20;

const problem = randomNetwork({
  seed: 4,
  features: 9,
  examples: 21,
  cost: 'softmax-cross-entropy',
  l2: 0.3,
  hidden: [
    { units: 12, activation: 'relu' },
    { units: 37, activation: 'tanh' },
    { units: 8, activation: 'gelu' },
  ],
  last: { units: 5, activation: 'softmax' },
});

let device: Device;
beforeAll(async () => {
  device = await openDevice('webasm');
});
afterAll(() => device.close());

const evaluatorOn = (
  onDevice: Device,
  { memory = MEMORY, lost = () => Promise.resolve(), of = problem } = {},
): Evaluator => {
  const network = prepareNetwork(of);
  return createIncrementalEvaluator(
    of,
    network,
    createDeviceRunner(network, onDevice, memory, () => {}, lost),
  );
};

const wholeOf = async (evaluator: Evaluator, { layout }: LayeredProblem = problem) => [
  ...(await evaluator.derivatives({ start: 0, end: layout.size }, EPSILON)).values,
];

const withLauncher = (launcher: Launcher): Device => ({ ...device, launcher });

/** A device that fails at launches of more than so many columns. */
const failingAbove = (columns: number, error: Error): Device =>
  withLauncher({
    ...device.launcher,
    launch: (kernel, args, height, width) =>
      width > columns ? Promise.reject(error) : device.launcher.launch(kernel, args, height, width),
  });

describe('an entry’s bits', () => {
  it.each([1, 3, 100, 10_000])('are the same in launches of %d columns', async (columns) => {
    const small = { ...device, limits: { ...device.limits, columns } };
    expect(await wholeOf(evaluatorOn(small))).toEqual(await wholeOf(evaluatorOn(device)));
  });

  it.each([60, 200, 1200])('are the same where a matrix may have %d numbers', async (numbers) => {
    const narrow = { ...device, limits: { ...device.limits, matrixBytes: 4 * numbers } };
    const values = await wholeOf(evaluatorOn(narrow));
    expect(values).toEqual(await wholeOf(evaluatorOn(device)));
  });
});

describe('a device that fails', () => {
  it('is asked again in smaller batches', async () => {
    const failing = failingAbove(80, new DeviceError('it is out of memory'));
    expect(await wholeOf(evaluatorOn(failing))).toEqual(await wholeOf(evaluatorOn(device)));
  });

  it('ends the check with one clear message when that does not help', async () => {
    const failing = failingAbove(0, new DeviceError('it is out of memory'));
    await expect(wholeOf(evaluatorOn(failing))).rejects.toMatchObject({
      message:
        'The device webasm (gpu.js in WebAssembly, on the processor) failed: it is out of memory. Use less memory for batches, or the cpu engine.',
      remedies: [{ kind: 'less-memory' }, { kind: 'cpu-engine' }],
    });
  });

  it('is given up at once when it is lost, and opened anew the next time', async () => {
    const lost = vi.fn(() => Promise.resolve());
    const failing = failingAbove(0, new DeviceError('it was lost: unplugged', true));
    await expect(wholeOf(evaluatorOn(failing, { lost }))).rejects.toThrow('it was lost: unplugged');
    expect(lost).toHaveBeenCalledOnce();
  });

  it.each([
    ['zeros', () => 0],
    ['NaN', () => NaN],
    ['twice too much', (value: number) => 2 * value],
  ])('with %s and no error is found out by the known answers', async (_name, spoil) => {
    const silent = withLauncher(brokenLauncher(device.launcher, spoil));
    await expect(wholeOf(evaluatorOn(silent))).rejects.toThrow(/failed: (a known increment|the product)/);
  });

  it('with zeros for large launches alone is asked for small ones', async () => {
    const silent = withLauncher(
      brokenLauncher(device.launcher, (value, _kernel, width) => (width > 80 ? 0 : value)),
    );
    expect(await wholeOf(evaluatorOn(silent))).toEqual(await wholeOf(evaluatorOn(device)));
  });
});

describe('what launches leave on the device', () => {
  const withKinks = randomNetwork({
    seed: 5,
    features: 9,
    examples: 21,
    cost: 'softmax-cross-entropy',
    l2: 0,
    hidden: (['tanh', 'relu', 'leaky-relu'] as const).map((activation) => ({ units: 20, activation })),
    last: { units: 5, activation: 'softmax' },
  });
  const computeOn = (onDevice: Device) => wholeOf(evaluatorOn(onDevice, { of: withKinks }), withKinks);

  it('is released, over more than 1,000 of them', async () => {
    const { launcher, launches, held } = countingLauncher(device.launcher);
    const small = { ...withLauncher(launcher), limits: { ...device.limits, columns: 6 } };
    await computeOn(small);
    expect(launches()).toBeGreaterThan(1000);
    expect(held()).toBe(0);
  });

  it.each(Array.from({ length: 24 }, (_, i) => i + 1))(
    'is released where launch %d of a batch fails',
    async (failing) => {
      const { launcher, held } = countingLauncher(device.launcher);
      let launch = 0;
      const once: Launcher = {
        ...launcher,
        launch: (...args) =>
          ++launch === failing
            ? Promise.reject(new DeviceError('it is out of memory'))
            : launcher.launch(...args),
      };
      await computeOn(withLauncher(once));
      expect(launch).toBeGreaterThan(failing);
      expect(held()).toBe(0);
    },
  );
});

describe('what float32 does not hold', () => {
  const changed = (change: (theta: Float64Array) => void): LayeredProblem => {
    const theta = Float64Array.from(problem.theta);
    change(theta);
    return { ...problem, theta };
  };

  it('is refused with the parameter’s name', () => {
    const large = changed((theta) => (theta[3] = 1e39));
    expect(() => evaluatorOn(device, { of: large })).toThrow(
      "W1[0,3] is 1e+39, beyond the range of the gpu engine's float32 numbers. Use the cpu engine, which computes in float64.",
    );
  });

  it('is refused where activations leave the range', () => {
    const large = changed((theta) => theta.fill(1e30, 0, 108));
    const scaled = { ...large, X: { ...problem.X, data: problem.X.data.map((x) => 1e10 * Math.abs(x)) } };
    expect(() => evaluatorOn(device, { of: scaled })).toThrow('go beyond the range');
  });

  /** Right gradients, and what the engine makes of them on the device. */
  const derivativesOf = (of: LayeredProblem) => wholeOf(evaluatorOn(device, { of }), of);

  /** tanh units so saturated that a step of 2⁻³⁰ comes to 10⁻¹⁷³ after the second of them; the last layer's weights are that large. */
  const fading = (weight: number): LayeredProblem => {
    const deep = randomNetwork({
      seed: 3,
      features: 2,
      examples: 5,
      cost: 'mean-squared-error',
      l2: 0,
      hidden: [1, 1, 1].map((units) => ({ units, activation: 'tanh' as const })),
      last: { units: 1, activation: 'identity' },
    });
    const theta = Float64Array.from(deep.theta);
    const offsetOf = (name: string) => deep.layout.tensors.find((slot) => slot.name === name)!.offset;
    theta[offsetOf('b1')] = theta[offsetOf('b2')] = 40;
    theta[offsetOf('b3')] = 0;
    theta[offsetOf('W4')] = weight;
    return { ...deep, theta };
  };

  it('is no failure of the device: increments that underflow are 0, and the error of their entries says so', async () => {
    const problem = fading(1);
    const { network, X, Y, theta } = problem;
    const grad = backwardPropagate(network, createForwardPass(network, X, Y), theta, X, Y);
    const numerical = await derivativesOf(problem);
    expect(Math.abs(numerical[0]!)).toBe(0); // W1
    expect(Math.abs(grad[0]!)).toBeLessThan(1e-50);
    expect(numerical.at(-1)).toBeCloseTo(grad.at(-1)!, 6);
  });

  it('is refused where the weights after them make increments of these again', async () => {
    await expect(derivativesOf(fading(1e30))).rejects.toThrow(
      "A tail's increments fall below the range of the gpu engine's float32 numbers",
    );
  });

  it('makes no check wrong where increments are lost below its least numbers', async () => {
    // W2 is so small that a step of 2⁻³⁰ comes to less than 2⁻¹²⁶ after it
    const { offset, size } = problem.layout.tensors[2]!;
    const tiny = changed((theta) =>
      theta.subarray(offset, offset + size).forEach((w, i, all) => (all[i] = w * 1e-34)),
    );
    const { network, X, Y, theta } = tiny;
    const grad = backwardPropagate(network, createForwardPass(network, X, Y), theta, X, Y);
    const plain = { ...network, l2: 0 };
    const without = backwardPropagate(plain, createForwardPass(plain, X, Y), theta, X, Y);
    const engine = {
      name: 'gpu',
      describe: () =>
        Promise.resolve({
          name: 'gpu',
          device: 'x',
          precision: 'float32' as const,
          arithmetic: 'x',
          methods: ['incremental' as const],
          problems: ['layered' as const],
          relativeError: 2e-6,
        }),
      prepare: (of: unknown) => Promise.resolve(evaluatorOn(device, { of: of as LayeredProblem })),
    };
    const report = await checkProblem({ problem: { ...tiny, network: plain }, grad: without }, { engine });
    expect(report.verdict).not.toBe('incorrect');
    const [first] = report.tensors; // so small beside the others that it is 0 for every purpose: the limit says what could not be seen
    expect(first!.detectionLimit!.norm).toBeGreaterThan(first!.errorBound ?? 0);
    expect(first!.verdict).not.toBe('incorrect');
    expect((await checkProblem({ problem: tiny, grad }, { engine })).verdict).not.toBe('incorrect');
  });
});

it('stops at an abort between launches', async () => {
  const abort = new AbortController();
  let launches = 0;
  const launch: Launcher['launch'] = async (...args) => {
    if (launches++ === 0) abort.abort(new Error('enough'));
    await new Promise((resume) => setTimeout(resume, 35)); // longer than the loop may be held
    return device.launcher.launch(...args);
  };
  const slow = withLauncher({ ...device.launcher, launch });
  const evaluator = evaluatorOn({ ...slow, limits: { ...device.limits, columns: 1 } });
  const shard = { start: 0, end: problem.layout.size };
  await expect(evaluator.derivatives(shard, EPSILON, abort.signal)).rejects.toThrow('enough');
  expect(launches).toBeLessThan(10); // of 6,157
});
