import { existsSync, globSync, readFileSync } from 'node:fs';
import { rolldown } from 'rolldown';

/** What Node brings, and what is installed beside the bundle. */
const isExternal = (external) => (id) =>
  id.startsWith('node:') || external.some((name) => id === name || id.startsWith(`${name}/`));

/** A plugin that replaces texts of sources, each of which must be there: paths that are others in a bundle. */
const replacing = (replacements) => {
  const left = new Set(replacements.map(([text]) => text));
  return {
    name: 'replacing',
    transform(code) {
      const here = replacements.filter(([text]) => code.includes(text));
      for (const [text] of here) left.delete(text);
      return here.length === 0
        ? null
        : here.reduce((changed, [text, by]) => changed.replaceAll(text, by), code);
    },
    buildEnd(error) {
      if (!error && left.size > 0) this.error(`Not found in any source: ${[...left].join(', ')}`);
    },
  };
};

/**
 * Bundles entries, and all that they import but `external`, into a folder. Names are kept, so that stack traces can be read.
 * Returns the folders of the packages that went in.
 */
export const bundle = async ({
  cwd,
  input,
  folder,
  external = [],
  replacements = [],
  groups,
  conditions,
  clean,
}) => {
  const build = await rolldown({
    cwd,
    input,
    platform: 'node',
    external: isExternal(external),
    resolve: { conditionNames: conditions ?? ['node', 'import', 'default'] },
    plugins: [replacing(replacements)],
    checks: { eval: false }, // bull-board's, where it isn't told the folder of its pages
  });
  const { output } = await build.write({
    dir: folder,
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: '[name].js',
    cleanDir: clean ?? false,
    minify: false, // stack traces, and the line that Node shows of a crash, can be read
    comments: { legal: false, annotation: false, jsdoc: false },
    ...(groups ? { codeSplitting: { groups } } : {}),
  });
  await build.close();
  const modules = output.flatMap((chunk) => Object.keys(chunk.modules ?? {}));
  return new Set(modules.flatMap((module) => packageFolderOf(module) ?? []));
};

/** …/node_modules/NAME of a module of a package. */
const packageFolderOf = (module) =>
  /^(?<folder>.*[/\\]node_modules[/\\](@[^/\\]+[/\\])?[^/\\]+)[/\\]/.exec(module.replace(/^\0/, ''))?.groups
    .folder;

/** The licences of the packages that a bundle holds, as their authors ask for it. */
export const licencesOf = (folders) =>
  [...folders]
    .map((folder) => ({ folder, manifest: JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')) }))
    .sort((a, b) => (a.manifest.name < b.manifest.name ? -1 : 1))
    .map(({ folder, manifest: { name, version, license } }) => {
      const [file] = globSync('{LICENSE,LICENCE,license,licence,COPYING}*', { cwd: folder });
      const text =
        file && existsSync(`${folder}/${file}`) ? readFileSync(`${folder}/${file}`, 'utf8').trim() : '';
      return `${name} ${version} (${license})\n\n${text}`.trim();
    })
    .join(`\n\n${'-'.repeat(80)}\n\n`)
    .concat('\n');
