import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  cpSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from '../install.mjs';
import { bundle, licencesOf } from './bundle.mjs';
import { publishedPackages } from './published.mjs';

/** The condition by which packages see each other's sources within the repository. */
const SOURCE = '@gradproof/source';

/** Files that import what users shouldn't have to install: bundled with it. */
const BUNDLED = {
  '@gradproof/report': { entry: 'html/libraries', external: [] },
  '@gradproof/engine-gpu': { entry: 'device/gpu-js-package', external: ['webgpu', 'gl'] },
};

/** Packs every published package into the folder. Returns the tarballs by name. */
export const packAll = async (folder) => {
  mkdirSync(folder, { recursive: true });
  const stages = mkdtempSync(join(tmpdir(), 'gradproof-pack-'));
  try {
    const tarballs = {};
    for (const { folder: from, manifest } of publishedPackages()) {
      const stage = join(stages, from.replaceAll('/', '-'));
      await stagePackage(from, manifest, stage);
      tarballs[manifest.name] = { ...npmPack(stage, folder), version: manifest.version };
    }
    return tarballs;
  } finally {
    rmSync(stages, { recursive: true });
  }
};

const stagePackage = async (from, manifest, stage) => {
  const folder = `${root}${from}`;
  mkdirSync(stage);
  for (const file of manifest.files.filter((pattern) => !pattern.startsWith('!')))
    cpSync(`${folder}/${file}`, `${stage}/${file}`, { recursive: true });
  copyFileSync(`${folder}/README.md`, `${stage}/README.md`);
  copyFileSync(`${root}LICENSE`, `${stage}/LICENSE`);
  const published = publishedManifest(manifest);
  const bundled = BUNDLED[manifest.name];
  if (bundled) {
    await bundleInto(folder, stage, bundled);
    published.files = [...published.files, 'THIRD-PARTY-LICENCES.txt'];
  }
  for (const types of globSync('**/*.d.ts', { cwd: stage })) withoutMap(`${stage}/${types}`);
  writeFileSync(`${stage}/package.json`, `${JSON.stringify(published, null, 2)}\n`);
};

/** What of a manifest only the repository uses. */
const UNPUBLISHED = ['devDependencies', 'scripts'];

const publishedManifest = (manifest) => ({
  ...withoutSources(
    Object.fromEntries(Object.entries(manifest).filter(([key]) => !UNPUBLISHED.includes(key))),
  ),
  publishConfig: { access: 'public' },
});

const withoutSources = (value) => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const kept = Object.entries(value)
    .filter(([key]) => key !== SOURCE)
    .map(([key, inner]) => [key, withoutSources(inner)]);
  return Object.fromEntries(kept.filter(([, inner]) => !isEmpty(inner)));
};

/** What is left of an entry that only the repository has. */
const isEmpty = (value) =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length === 0;

const bundleInto = async (folder, stage, { entry, external }) => {
  const packages = await bundle({
    cwd: folder,
    input: { [entry]: `dist/${entry}.js` },
    folder: `${stage}/dist`,
    external,
  });
  rmSync(`${stage}/dist/${entry}.d.ts`);
  rmSync(`${stage}/dist/${entry}.js.map`);
  writeFileSync(`${stage}/THIRD-PARTY-LICENCES.txt`, licencesOf(packages));
};

/** Declarations come without their maps, which would point at sources that aren't there. */
const withoutMap = (file) =>
  writeFileSync(file, readFileSync(file, 'utf8').replace(/\n\/\/# sourceMappingURL=\S+\s*$/, '\n'));

const npmPack = (stage, folder) => {
  const { status, stdout, stderr } = spawnSync('npm', ['pack', '--json', '--pack-destination', folder], {
    cwd: stage,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  const packed = JSON.parse(stdout);
  const [{ filename, size, unpackedSize, files }] = Array.isArray(packed) ? packed : Object.values(packed);
  return { path: join(folder, filename), size, unpackedSize, files: files.map(({ path }) => path) };
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const tarballs = await packAll(resolve(process.argv[2] ?? `${root}tarballs`));
  for (const [name, { path, size, unpackedSize }] of Object.entries(tarballs))
    console.log(
      `${name.padEnd(24)} ${String(Math.ceil(size / 1024)).padStart(6)} KB, unpacked ${String(Math.ceil(unpackedSize / 1024)).padStart(6)} KB  ${path}`,
    );
}
