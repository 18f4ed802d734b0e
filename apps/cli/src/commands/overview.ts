import { safeText } from '@gradproof/model';
import { countText } from '@gradproof/report';
import { loadConfig } from '../config/load-config.ts';
import { EXIT_STATUS } from '../exit-status.ts';
import { declaredTargets, NOTHING_DECLARED } from '../targets/what-to-check.ts';
import type { Terminal } from '../terminal.ts';
import { version } from '../version.ts';

/** Problems that are listed. */
const LISTED = 20;

const listed = (problems: readonly string[]): string[] => {
  const more = problems.length - LISTED;
  const shown = problems.slice(0, LISTED).map((problem) => `    ${safeText(problem, 500)}`);
  return more > 0 ? [...shown, `    … and ${countText(more)} more`] : shown;
};

const COMMANDS = [
  ['gradproof init mine', 'writes a small working problem folder to start from'],
  ['gradproof --help', 'lists every command'],
] as const;

const commandLines = (problem: string | undefined): string[] => {
  const checks =
    problem === undefined
      ? ([['gradproof check PROBLEM', 'checks a problem folder, or a module']] as const)
      : ([
          ['gradproof check', 'checks what is listed'],
          [`gradproof check ${safeText(problem, 60)}`, 'checks one'],
        ] as const);
  const rows = [...checks, ...COMMANDS];
  const width = Math.max(...rows.map(([command]) => command.length));
  return rows.map(([command, what]) => `    ${command.padEnd(width)}  ${what}`);
};

/** Says what `gradproof check` would check here, and how to begin; it runs nothing of it. */
export const overview = async ({ out }: Terminal): Promise<number> => {
  const targets = await declaredTargets(await loadConfig());
  const problems = targets.map(({ problem }) => problem);
  const what =
    problems.length === 0
      ? [NOTHING_DECLARED]
      : [
          `gradproof check would check ${problems.length === 1 ? 'this problem' : `these ${countText(problems.length)} problems`}:`,
          ...listed(problems),
        ];
  const lines = [`gradproof ${version} proves that a gradient is right.`, '', ...what, '', 'To begin:'];
  out(`${[...lines, ...commandLines(problems[0])].join('\n')}\n`);
  return EXIT_STATUS.correct;
};
