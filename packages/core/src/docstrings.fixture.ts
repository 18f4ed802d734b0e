import { join } from 'node:path';
import ts from 'typescript';

/** The package's modules that others import, whose functions are documented in full. */
export const doors = ['index.ts', 'engine.ts', 'report.ts', 'fleet.ts'] as const;

type Door = (typeof doors)[number];

/** What the docstring of an exported function says. */
export interface Docstring {
  /** The function's name. */
  readonly name: string;
  /** Its parameters that have no @param, as they are written. */
  readonly undocumented: readonly string[];
  /** Whether it returns something that no @returns tells of. */
  readonly lacksReturns: boolean;
  /** The code of its @example tags. */
  readonly examples: readonly string[];
}

const readOptions = (): ts.CompilerOptions => {
  const folder = join(import.meta.dirname, '..');
  const read = (path: string) => ts.sys.readFile(path);
  const config = ts.readConfigFile(join(folder, 'tsconfig.lib.json'), read).config as unknown;
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, folder);
  // the examples lie beside src, and the packages they import are read from their sources
  return { ...options, noEmit: true, composite: false, rootDir: join(folder, '../..') };
};

const pathOf = (door: Door): string => join(import.meta.dirname, door);
const options = readOptions();
const program = ts.createProgram(doors.map(pathOf), options);
const checker = program.getTypeChecker();

/** What a door exports: each name with what it stands for. */
const exportsOf = (door: Door): { readonly name: string; readonly symbol: ts.Symbol }[] => {
  const module = checker.getSymbolAtLocation(program.getSourceFile(pathOf(door))!)!;
  return checker
    .getExportsOfModule(module)
    .map((exported) => ({ name: exported.name, symbol: checker.getAliasedSymbol(exported) }));
};

/** The docstrings of the functions that a door exports. */
export const docstringsOf = (door: Door): Docstring[] =>
  exportsOf(door).flatMap(({ name, symbol }) => {
    const [signature] = checker.getTypeOfSymbol(symbol).getCallSignatures();
    return signature ? [docstringOf(name, signature)] : [];
  });

/** What the compiler finds wrong in other files that import this package, by the package's own options. */
export const mistakesIn = (files: readonly string[]): string[] => {
  const importing = ts.createProgram(files, options, undefined, program);
  return files.flatMap((file) =>
    ts
      .getPreEmitDiagnostics(importing, importing.getSourceFile(file))
      .map(({ messageText }) => `${file}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`),
  );
};

/** The names of a door's exports, types among them, that no docstring tells of. */
export const undocumentedExportsOf = (door: Door): string[] =>
  exportsOf(door)
    .filter(({ symbol }) => ts.displayPartsToString(symbol.getDocumentationComment(checker)).trim() === '')
    .map(({ name }) => name);

const docstringOf = (name: string, signature: ts.Signature): Docstring => {
  const declaration = signature.getDeclaration() as ts.FunctionLikeDeclaration;
  const tags = ts.getJSDocTags(declaration);
  const returns = checker.getReturnTypeOfSignature(signature);
  const isVoid = (returns.flags & ts.TypeFlags.Void) !== 0;
  return {
    name,
    undocumented: declaration.parameters
      .filter((parameter) => !ts.getJSDocParameterTags(parameter).some(saysSomething))
      .map((parameter) => parameter.name.getText()),
    lacksReturns: !isVoid && !tags.some((tag) => ts.isJSDocReturnTag(tag) && saysSomething(tag)),
    examples: tags.filter(({ tagName }) => tagName.text === 'example').map(codeOf),
  };
};

const textOf = ({ comment }: ts.JSDocTag): string => (ts.getTextOfJSDocComment(comment) ?? '').trim();

const saysSomething = (tag: ts.JSDocTag): boolean => textOf(tag) !== '';

/** What stands between the fences of an example. */
const codeOf = (tag: ts.JSDocTag): string => /^```ts\n([\s\S]*)\n```$/.exec(textOf(tag))?.[1] ?? textOf(tag);
