import {
  createEventLoopYielder,
  type UnitGradients,
  type UnitRunner,
  type Units,
} from '@gradproof/core/engine';
import { DeviceError } from '../device/device-error.ts';
import { DeviceFailure } from '../device/device-failure.ts';
import type { Device } from '../device/device.ts';
import { CPU_ENGINE } from '../gpu-error.ts';
import { planBatches } from './batch-plan.ts';
import type { PreparedNetwork } from './prepared-network.ts';
import { createTail } from './tail.ts';
import { unitGradients, type Workplace } from './unit-gradients.ts';
import { watch } from './watched-tail.ts';

/** A device that fails is asked again with batches half the size, so often. */
const SHRINKS = 8;

/** Nothing to differentiate where a cost isn't finite. */
const undefinedGradients = ({ layers }: PreparedNetwork, { layer, from, until }: Units): UnitGradients => {
  const rows = until - from;
  return {
    weights: new Float64Array(rows * layers[layer]!.place.inputs).fill(NaN),
    biases: new Float64Array(rows).fill(NaN),
    responseNorms: new Float64Array(rows).fill(NaN),
    crossed: [],
    oneSided: [],
    evaluations: new Float64Array(rows),
  };
};

/**
 * Differentiates runs of units on the device, one after the other, with `memory` bytes for batches. A run that the device fails at is
 * tried again in smaller batches; when that doesn't help either, DeviceFailure says so. `lost` is called where a device is gone.
 */
export const createDeviceRunner = (
  network: PreparedNetwork,
  { launcher, limits, mode, description }: Device,
  memory: number,
  release: () => void,
  lost: () => Promise<void>,
): UnitRunner => {
  const tail = watch(network, createTail(network, launcher));
  let shrink = 0;
  let gone: DeviceFailure | null = null;
  let before: Promise<unknown> = Promise.resolve();

  const workplace = ({ from, until }: Units): Workplace => ({
    network,
    launcher,
    tail,
    limits: { ...limits, launchOperations: limits.launchOperations / 2 ** shrink },
    plan: planBatches(network, limits, memory, (until - from) * network.examples, shrink),
  });

  const failed = ({ message, isFinal }: DeviceError): DeviceFailure =>
    new DeviceFailure(
      `The device ${mode} (${description}) failed: ${message}. ${isFinal ? 'Try again, or use' : 'Use less memory for batches, or'} the cpu engine.`,
      isFinal ? [CPU_ENGINE] : [{ kind: 'less-memory' }, CPU_ENGINE],
    );

  const compute = async (units: Units, epsilon: number, signal?: AbortSignal): Promise<UnitGradients> => {
    const yielder = createEventLoopYielder(signal);
    const rest = async () => {
      if (yielder.isDue()) await yielder.pause();
    };
    while (gone === null) {
      try {
        return await unitGradients(workplace(units), units, epsilon, rest);
      } catch (error) {
        if (!(error instanceof DeviceError)) throw error;
        if (error.isFinal || shrink === SHRINKS) gone = failed(error);
        if (error.isFinal) await lost();
        shrink++;
      }
    }
    throw gone;
  };

  return {
    parallel: 1,
    run: (units, epsilon, signal) => {
      if (!network.finite) return Promise.resolve(undefinedGradients(network, units));
      const gradients = before.then(() => compute(units, epsilon, signal)); // one after the other: they share the device
      before = gradients.catch(() => {});
      return gradients;
    },
    dispose: async () => {
      await before;
      release();
    },
  };
};
