import { copyFileSync, cpSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundle, licencesOf } from './bundle.mjs';

// The command line as few files: what `gradproof check` runs is main.js, check.js and what both and other commands share; the rest is loaded by
// the commands that need it. Nothing is installed beside it but jiti, and the GPU's engine where it is wanted.

const cli = fileURLToPath(new URL('../../apps/cli/', import.meta.url));
const engine = fileURLToPath(new URL('../../packages/engine-cpu/', import.meta.url));
const folder = `${cli}bundle`;
const conditions = ['@gradproof/source', 'node', 'import', 'default'];
/** Places in the sources, and the same in the bundle, whose files lie side by side. */
const WASM = ["'../../wasm/kernels.wasm'", "'./kernels.wasm'"];
const THREAD = ["'../threads/node-thread.js'", "'./node-thread.js'"];
const DASHBOARD = ["'@bull-board/ui/package.json'", "'./dashboard/package.json'"];

const packages = await bundle({
  cwd: cli,
  input: { main: 'src/main.ts', index: 'src/index.ts' },
  folder,
  clean: true,
  conditions,
  external: ['jiti', '@gradproof/engine-gpu'],
  replacements: [WASM, THREAD, DASHBOARD],
  groups: [
    {
      name: 'shared',
      test: /packages[/\\](model|flatteners|core|formats|engine-cpu)[/\\]|problems[/\\]src[/\\](?!fleet)|report[/\\]src[/\\](text|format)|node_modules[/\\](zod|fflate|yauzl|pend|fastest-levenshtein|string-width|strip-ansi|ansi-regex|get-east-asian-width|picocolors|cli-progress|signal-exit)[/\\]|cli[/\\]src[/\\](engines|words|commands[/\\]with|commands[/\\]console|progress|bar|exit|version|parse|advise|command-line|inter)/,
    },
  ],
});
await bundle({
  cwd: engine,
  input: { 'node-thread': 'src/threads/node-thread.ts' },
  folder,
  conditions,
  replacements: [WASM],
});
copyFileSync(`${engine}wasm/kernels.wasm`, `${folder}/kernels.wasm`);
const board = dirname(createRequire(`${cli}package.json`).resolve('@bull-board/ui/package.json'));
cpSync(`${board}/dist`, `${folder}/dashboard/dist`, { recursive: true });
writeFileSync(`${folder}/dashboard/package.json`, '{ "private": true, "type": "commonjs" }\n');
writeFileSync(`${folder}/THIRD-PARTY-LICENCES.txt`, licencesOf(packages.add(board)));
