import { type Expression, parse, type SpreadElement } from 'acorn';
import { simple } from 'acorn-walk';
import { createJiti } from 'jiti';
import { extname } from 'node:path';
import { isOwnRequire, requiresOf } from './requires-of.ts';

/** What a module imports. */
export interface Imports {
  /** As they stand there, each once. */
  readonly specifiers: readonly string[];
  /** Whether one more is computed when the module runs. */
  readonly computed: boolean;
}

/** A text that is written out; null for one that is computed. */
const literalOf = (argument: Expression | SpreadElement | undefined): string | null =>
  argument?.type === 'Literal' && typeof argument.value === 'string' ? argument.value : null;

/**
 * What a module of this name and source imports, by `import`, `export … from`, `import()` and `require()`, `createRequire`'s too: read off what jiti makes of it,
 * which is what runs. Types that are imported are gone there. Throws what jiti does for what can't be parsed.
 */
export const importsOf = (filename: string, source: string): Imports => {
  const ts = ['.ts', '.mts', '.cts'].includes(extname(filename));
  const code = createJiti(filename, { fsCache: false }).transform({ source, filename, ts, async: true });
  const program = parse(code, {
    ecmaVersion: 'latest',
    allowAwaitOutsideFunction: true,
    allowReturnOutsideFunction: true,
  });
  const specifiers = new Set<string>();
  const { names, others } = requiresOf(program, filename);
  let computed = others;
  simple(program, {
    CallExpression: ({ callee, arguments: [argument] }) => {
      const isNamed = callee.type === 'Identifier' && names.has(callee.name);
      if (!isNamed && !isOwnRequire(callee, filename)) return;
      const specifier = literalOf(argument);
      if (specifier === null) computed = true;
      else specifiers.add(specifier);
    },
  });
  return { specifiers: [...specifiers], computed };
};
