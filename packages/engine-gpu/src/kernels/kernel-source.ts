/** A kernel as gpu.js takes it: one thread for each entry [row thread.y, column thread.x] of a matrix. */
export interface KernelSource {
  readonly name: string;
  readonly source: string;
  /** What each argument is: a matrix [rows][columns], a whole number or a number. */
  readonly parameters: Readonly<Record<string, 'Input' | 'Integer' | 'Float'>>;
}

/** A kernel from the body of its function. */
export const kernel = (name: string, parameters: KernelSource['parameters'], body: string): KernelSource => ({
  name,
  parameters,
  source: `function ${name}(${Object.keys(parameters).join(', ')}) {${body}}`,
});
