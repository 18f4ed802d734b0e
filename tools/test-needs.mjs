import { spawnSync } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';

const succeeds = (command, args) => spawnSync(command, args, { stdio: 'ignore' }).status === 0;

const hasModule = (module) => () => succeeds('/usr/bin/python3', ['-c', `import ${module}`]);
const hasRedis = () => Boolean(process.env.REDIS_URL) || succeeds('redis-server', ['--version']);
const hasChromium = () => succeeds('chromium', ['--version']);
const hasOpenssl = () => succeeds('openssl', ['version']);

const SWIFTSHADER = '/usr/lib/chromium/vk_swiftshader_icd.json';
const hasVulkan = () => globSync('/{usr/lib,usr/lib64}{,/*-linux-gnu}/libvulkan.so.1').length > 0;
const hasVulkanDriver = () =>
  existsSync(SWIFTSHADER) || globSync('/{etc,usr/share,usr/local/share}/vulkan/icd.d/*.json').length > 0;

/** What the GPU's specs need: Vulkan and a driver, SwiftShader (software, in chromium-common) where there is no other. */
const GPU_NEEDS = [
  { isThere: hasVulkan, debian: 'libvulkan1' },
  { isThere: hasVulkanDriver, debian: 'chromium-common' },
];

/** What tests need beyond npm: the Python modules that they compare with, Redis, a maker of certificates, a browser; and the Debian packages that bring them. */
const NEEDS = [
  { isThere: hasModule('numpy'), debian: 'python3-numpy' },
  { isThere: hasModule('mpmath'), debian: 'python3-mpmath' },
  { isThere: hasRedis, debian: 'redis-server' },
  { isThere: hasOpenssl, debian: 'openssl' },
  { isThere: hasChromium, debian: 'chromium' },
  ...GPU_NEEDS,
];

/** Installs what tests need beyond npm where that is possible; otherwise asks for it in one line. */
export const installTestNeeds = () => install(NEEDS);

/** The same for the GPU's specs alone. */
export const installGpuNeeds = () => install(GPU_NEEDS);

const install = (needs) => {
  const missing = needs.filter(({ isThere }) => !isThere());
  if (missing.length === 0) return;
  const packages = missing.map(({ debian }) => debian);
  const canInstall = process.getuid?.() === 0 && existsSync('/etc/debian_version');
  if (
    canInstall &&
    succeeds('apt-get', ['update']) &&
    succeeds('apt-get', ['install', '-y', '--no-install-recommends', ...packages])
  ) {
    return;
  }
  console.error(`Some tests can't run: install Debian’s ${packages.join(' and ')}.`);
};
