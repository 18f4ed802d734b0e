import { afterEach, expect, it, vi } from 'vitest';
import { closeIdleDevices, discardDevice, leaseDevice } from './device-lease.ts';

afterEach(async () => {
  vi.useRealTimers();
  await closeIdleDevices();
});

it('opens one device for all that use it, and keeps it for the next', async () => {
  const [first, second] = await Promise.all([leaseDevice('webasm'), leaseDevice('webasm')]);
  expect(second.device).toBe(first.device);
  first.release();
  second.release();
  const third = await leaseDevice('webasm');
  expect(third.device).toBe(first.device);
  third.release();
});

it('closes a device that nobody has used for a while', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const { device, release } = await leaseDevice('webasm');
  release();
  expect(device.launcher.compiled()).toBeGreaterThan(0);
  await vi.runAllTimersAsync();
  expect(device.launcher.compiled()).toBe(0);
});

it('opens another once one is discarded', async () => {
  const first = await leaseDevice('webasm');
  await discardDevice('webasm');
  const second = await leaseDevice('webasm');
  expect(second.device).not.toBe(first.device);
  second.release();
});

it('refuses what is not there, each time it is asked', async () => {
  for (let turn = 0; turn < 2; turn++)
    await expect(leaseDevice('headlessgl')).rejects.toThrow('The device headlessgl is not there');
});
