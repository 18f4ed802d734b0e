import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { publishedPackages } from './published.mjs';

// Publishes the tarballs of a folder, each after those that it depends on; a version that is there already is left as it is.

const folder = process.argv[2];
if (folder === undefined) throw new Error('Give the folder of the tarballs: npm run packages:pack');

const packages = new Map(publishedPackages().map(({ manifest }) => [manifest.name, manifest]));

/** The packages' names, each after those that it depends on. */
const inOrder = () => {
  const ordered = new Set();
  const add = (name) => {
    for (const other of Object.keys({
      ...packages.get(name).dependencies,
      ...packages.get(name).peerDependencies,
    }))
      if (packages.has(other)) add(other);
    ordered.add(name);
  };
  for (const name of packages.keys()) add(name);
  return [...ordered];
};

const tarballOf = (name, version) => {
  const file = `${name.replace('@', '').replace('/', '-')}-${version}.tgz`;
  const [found] = globSync(file, { cwd: folder });
  if (found === undefined) throw new Error(`There is no ${file} in ${folder}.`);
  return `${folder}/${found}`;
};

const tarballs = inOrder().map((name) => ({ name, version: packages.get(name).version }));
for (const { name, version } of tarballs) {
  const tarball = tarballOf(name, version);
  const isThere =
    spawnSync('npm', ['view', `${name}@${version}`, 'version'], { encoding: 'utf8' }).stdout.trim() ===
    version;
  if (isThere) console.log(`${name} ${version} is there already`);
  else if (process.argv.includes('--dry-run')) console.log(`would publish ${tarball}`);
  else if (spawnSync('npm', ['publish', tarball, '--provenance'], { stdio: 'inherit' }).status !== 0)
    process.exit(1);
}
