import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** SwiftShader, Chromium's Vulkan in software, as Debian's chromium-common installs it. */
export const SWIFTSHADER = '/usr/lib/chromium/vk_swiftshader_icd.json';

/** Why there is no adapter, and what would bring one. */
export interface Missing {
  readonly reason: string;
  readonly install: string;
}

/** What is asked of a machine. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly exists: (path: string) => boolean;
  /** Names of a folder's files; none where it isn't there. */
  readonly list: (folder: string) => readonly string[];
}

const thisMachine: Machine = {
  platform: process.platform,
  env: process.env,
  exists: existsSync,
  list: (folder) => (existsSync(folder) ? readdirSync(folder) : []),
};

const VULKAN_LOADERS = [
  '/usr/lib/x86_64-linux-gnu/libvulkan.so.1',
  '/usr/lib/aarch64-linux-gnu/libvulkan.so.1',
  '/usr/lib64/libvulkan.so.1',
  '/usr/lib/libvulkan.so.1',
  '/usr/local/lib/libvulkan.so.1',
];

/** Where the Vulkan loader looks for drivers (Vulkan-Loader, LoaderDriverInterface.md, "Driver Discovery on Linux"). */
const driverFolders = ({
  HOME = '',
  XDG_DATA_DIRS = '/usr/local/share:/usr/share',
}: Machine['env']): string[] =>
  [
    '/etc',
    '/etc/xdg',
    '/usr/local/etc',
    '/run/opengl-driver/share',
    join(HOME, '.config'),
    join(HOME, '.local/share'),
    ...XDG_DATA_DIRS.split(delimiter),
  ].map((folder) => join(folder, 'vulkan/icd.d'));

const hasDriver = ({ env, list }: Machine): boolean =>
  Boolean(env['VK_DRIVER_FILES'] ?? env['VK_ICD_FILENAMES'] ?? env['VK_ADD_DRIVER_FILES']) ||
  driverFolders(env).some((folder) => list(folder).some((name) => name.endsWith('.json')));

/** What keeps this machine from having a WebGPU adapter, as far as its files tell; null where only asking for one does. */
export const missingDriver = (machine: Machine = thisMachine): Missing | null => {
  if (machine.platform !== 'linux') return null;
  if (!VULKAN_LOADERS.some(machine.exists))
    return {
      reason: 'libvulkan.so.1 is not installed',
      install: "apt-get install libvulkan1, and the GPU vendor's driver (or, for software, chromium-common)",
    };
  if (hasDriver(machine)) return null;
  return machine.exists(SWIFTSHADER)
    ? {
        reason: 'no Vulkan driver is installed but SwiftShader (software), which must be chosen',
        install: `export VK_ICD_FILENAMES=${SWIFTSHADER}`,
      }
    : {
        reason: 'no Vulkan driver is installed',
        install: "the GPU vendor's driver (or, for software, apt-get install chromium-common)",
      };
};

/** For a machine whose drivers offer no adapter. */
export const NO_ADAPTER: Missing = {
  reason: 'no driver of this machine offers an adapter',
  install: "the GPU vendor's current driver (Vulkan, on macOS Metal, on Windows D3D12)",
};
