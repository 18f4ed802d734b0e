import { costs, elementwiseActivations, LEAKY_SLOPE, smallSteps } from '@gradproof/model';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { exportName, kernelActivations, kernelCosts } from './kernel-names.ts';

const module = new WebAssembly.Module(readFileSync(new URL('../../wasm/kernels.wasm', import.meta.url)));
const env = { memory: new WebAssembly.Memory({ initial: 1 }), increment: () => 0, cost: () => 0 };
const exported = Object.entries(new WebAssembly.Instance(module, { env, 'assembly/env': env }).exports);

/** leaky-relu → LEAKY_RELU: how the module's constants are named. */
const constantName = (name: string): string => name.replaceAll('-', '_').toUpperCase();

it('the constants of the WebAssembly module are those of packages/model', () => {
  const constants = exported.flatMap(([name, value]) =>
    value instanceof WebAssembly.Global ? [[name, value.value as number]] : [],
  );
  // a closed form that holds for every step never asks for the general increment
  const activations = kernelActivations.flatMap((name, kind) =>
    elementwiseActivations[name].near.holds ? [[constantName(name), kind]] : [],
  );
  const withGeneral = kernelCosts.flatMap((name, kind) =>
    costs[name].lastActivation === null ? [] : [[constantName(name), kind]],
  );
  expect(Object.fromEntries(constants)).toEqual({
    ...Object.fromEntries([...activations, ...withGeneral]),
    LEAKY_SLOPE,
    SMALL: smallSteps.SMALL,
  });
});

it('the module has a kernel for each activation and cost', () => {
  const functions = exported.flatMap(([name, value]) => (typeof value === 'function' ? [name] : []));
  expect(functions.sort()).toEqual(
    [
      ...['multiply', 'spread'],
      ...kernelActivations.map((name) => `increment${exportName(name)}`),
      ...kernelCosts.map((name) => `cost${exportName(name)}`),
    ].sort(),
  );
});
