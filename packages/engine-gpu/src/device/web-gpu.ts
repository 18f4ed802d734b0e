import type { GpuAdapter } from './gpu-js.ts';
import { type Missing, missingDriver, NO_ADAPTER } from './missing-driver.ts';

/** What of WebGPU's entry point is used. */
interface WebGpu {
  readonly requestAdapter: (options?: object) => Promise<GpuAdapter | null>;
}

/** Whether there is an adapter, and why not. */
export type WebGpuFinding =
  | {
      readonly found: true;
      readonly description: string;
      readonly software: boolean;
      readonly adapter: GpuAdapter;
    }
  | (Missing & { readonly found: false });

/** Software that calls itself a GPU: isFallbackAdapter is false on some ways to it, so names are matched, too. */
const SOFTWARE = /swiftshader|llvmpipe|lavapipe|softpipe|software|basic render|warp/i;

/** The adapter as it describes itself, and whether they are those of software. */
export const describeAdapter = ({
  info: { vendor, architecture, device, description, isFallbackAdapter = false },
}: Pick<GpuAdapter, 'info'>): { description: string; software: boolean } => {
  const make = [vendor, architecture].filter((word) => word !== '').join(' ');
  const words = [make, device, description].filter((word) => word !== '');
  const text = words.length === 0 ? 'an adapter without a name' : words.join(', ');
  return { description: text, software: isFallbackAdapter || SOFTWARE.test(text) };
};

/** Node's WebGPU: gpu.js looks for it in navigator.gpu. Rejects where the package can't be loaded. */
const install = async (): Promise<WebGpu> => {
  const { create } = (await import('webgpu')) as unknown as { create: (flags: string[]) => WebGpu };
  const dawn = create([]);
  const gpu: WebGpu = { requestAdapter: () => dawn.requestAdapter({ powerPreference: 'high-performance' }) };
  const navigator = Object.create(globalThis.navigator ?? null, { gpu: { value: gpu } }) as Navigator;
  Object.defineProperty(globalThis, 'navigator', { value: navigator, configurable: true, writable: true });
  return gpu;
};

/** Looks for a WebGPU adapter, and makes gpu.js see it. Drivers are looked for anew each time. */
export const findWebGpu = async (): Promise<WebGpuFinding> => {
  const missing = missingDriver();
  if (missing !== null) return { found: false, ...missing }; // asking all the same would print the driver's warnings
  let gpu: WebGpu;
  try {
    gpu = await install();
  } catch (error) {
    const [line] = String(error instanceof Error ? error.message : error).split('\n');
    return {
      found: false,
      reason: `the webgpu package can't be loaded here: ${line}`,
      install: 'npm install webgpu',
    };
  }
  const adapter = await gpu.requestAdapter();
  if (adapter === null) return { found: false, ...NO_ADAPTER };
  return { found: true, adapter, ...describeAdapter(adapter) };
};
