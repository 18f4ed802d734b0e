import { expect, it } from 'vitest';
import { listen } from './complaints.ts';
import type { GpuDevice } from './gpu-js.ts';

class GPUOutOfMemoryError extends Error {}
class GPUValidationError extends Error {}

/** A device, and how it is lost. */
const fakeDevice = () => {
  const { promise, resolve } = Promise.withResolvers<{ reason: string; message: string }>();
  const device: GpuDevice = { onuncapturederror: null, lost: promise };
  const complain = (error: Error) => device.onuncapturederror!({ error });
  return { device, complain, lose: resolve, failure: listen(device) };
};

it('reports nothing of a device that works', () => {
  expect(fakeDevice().failure()).toBeNull();
});

it.each([
  [new GPUOutOfMemoryError(''), 'it is out of memory'],
  [new GPUOutOfMemoryError('512 MiB'), 'it is out of memory: 512 MiB'],
  [new GPUValidationError('a bad binding'), 'GPUValidationError: a bad binding'],
])('puts %o into words, once', (error, words) => {
  const { complain, failure } = fakeDevice();
  complain(error);
  complain(new Error('what comes of it'));
  expect(failure()).toMatchObject({ message: words, isFinal: false });
  expect(failure()).toBeNull();
});

it('reports each time that the device is gone', async () => {
  const { lose, failure } = fakeDevice();
  lose({ reason: 'unknown', message: 'unplugged' });
  await Promise.resolve();
  for (let turn = 0; turn < 2; turn++)
    expect(failure()).toMatchObject({ message: 'it was lost: unplugged', isFinal: true });
});

it('takes a device that we closed for no failure', async () => {
  const { lose, failure } = fakeDevice();
  lose({ reason: 'destroyed', message: '' });
  await Promise.resolve();
  expect(failure()).toBeNull();
});
