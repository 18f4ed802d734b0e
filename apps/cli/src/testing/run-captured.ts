import { run } from '../run.ts';

/** What a command left behind. */
export interface Captured {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the command line in this process and keeps what it writes. */
export const runCaptured = async (
  args: readonly string[],
  {
    color = false,
    signal = new AbortController().signal,
    annotates = false,
  }: { color?: boolean; signal?: AbortSignal; annotates?: boolean } = {},
): Promise<Captured> => {
  let out = '';
  let err = '';
  const terminal = {
    out: (text: string) => void (out += text),
    err: (text: string) => void (err += text),
    color,
    width: 100,
    progress: null,
    annotates,
  };
  const status = await run(args, terminal, signal);
  return { status, out, err };
};
