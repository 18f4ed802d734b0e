import { gradientPrecisions } from '@gradproof/core';
import { Argument, Command, CommanderError, Option } from 'commander';
import type { CheckCommandOptions } from './commands/check.ts';
import { commandWords } from './completion/command-words.ts';
import { completionScript, type Shell, SHELLS } from './completion/scripts.ts';
import type { LoadedConfig } from './config/load-config.ts';
import type { DifferentiateCommandOptions } from './commands/differentiate.ts';
import { DEVICES, ENGINE_NAMES } from './engines/engines.ts';
import { EXIT_STATUS } from './exit-status.ts';
import { parseCoverage } from './parse-coverage.ts';
import { parseCount, parseNumber, parseSeconds } from './parse-number.ts';
import { addHelp } from './help-command.ts';
import { addFleet } from './program-fleet.ts';
import { refuseRepeated } from './refuse-repeated.ts';
import { parseReporters } from './reporters/parse-reporters.ts';
import type { Session } from './session.ts';
import { version } from './version.ts';

/** What every command takes that takes a problem. */
const PROBLEM = 'a problem folder, its problem.json, or a .ts/.mts/.cts/.js/.mjs/.cjs module';

const CHECK_HELP = `
Examples:
  gradproof check examples/breast-cancer                      every coordinate of a problem folder
  gradproof check examples/notebook/buggy --json              the report as JSON, for programs
  gradproof check examples/custom-function/problem.ts         any function, defined in a module
  gradproof check examples/python-process                     any function, in another language
  gradproof check examples/notebook/buggy --report out.html   the report as a page to look at
  gradproof check                                             what is declared here: gradproof.config.ts, problem.json, *.problem.ts
  gradproof check mine --method textbook --epsilon 1e-6       the textbook formula with another step
  gradproof check mine --coverage probe                       a few dozen evaluations, however many parameters
  gradproof check examples 'problems/*.ts'                    several: what a folder declares, and what a glob matches

Of several problems the exit status is the worst: 2 before 1 before 3 before 0.
Exit status: 0 correct, 1 incorrect, 2 bad usage or input, 3 inconclusive, 130 interrupted`;

/** The options that choose what computes. */
const addEngine = (command: Command): Command =>
  command
    .addOption(
      new Option('--engine <engine>', 'what computes; auto takes a real GPU for large checks')
        .choices([...ENGINE_NAMES, 'auto'])
        .default(ENGINE_NAMES[0]),
    )
    .addOption(
      new Option(
        '--device <device>',
        'of --engine gpu (default: the first that gradproof devices lists)',
      ).choices(DEVICES),
    )
    .option(
      '--threads <N>',
      'worker threads of the incremental method on the CPU (default: one a core); the textbook method uses one',
      parseCount,
    )
    .option('--memory <MiB>', 'memory for batches of units, all threads together (default: 256)', parseCount);

/** Loads the configuration, whose options the command gets where it isn't given them. */
const configure = async (command: Command, file: string | undefined): Promise<LoadedConfig | null> => {
  const { loadConfig } = await import('./config/load-config.ts');
  const { applyConfig } = await import('./config/apply-config.ts');
  const loaded = await loadConfig(file);
  if (loaded) applyConfig(command, loaded);
  return loaded;
};

const addCheck = (program: Command, session: Session): void => {
  const { terminal, signal, finish } = session;
  addEngine(program.command('check'))
    .description('prove a gradient right or wrong, at every coordinate')
    .argument('[problems...]', `${PROBLEM}; a folder of these, or a glob (default: what is declared here)`)
    .addOption(
      new Option('--method <method>', 'how J is differentiated')
        .choices(['auto', 'textbook', 'incremental'])
        .default('auto'),
    )
    .option(
      '--epsilon <E>',
      'the step, a number > 0 (default: the best of the method; of a function, one for each coordinate)',
      parseNumber,
    )
    .option(
      '--coverage <what>',
      'full: every coordinate; sample=N: so many, drawn from all tensors; probe: random directions, and a search of what fails (default: full)',
      parseCoverage,
    )
    .option(
      '--threshold <T>',
      'the largest difference that is called correct (default: 2e-7; with --engine gpu 2e-6)',
      parseNumber,
    )
    .addOption(
      new Option(
        '--gradient-precision <P>',
        'what the gradient’s code computes in (default: what its arrays’ type or its numbers show)',
      ).choices(gradientPrecisions),
    )
    .option('--seed <S>', 'seeds every random choice, 0 to 4294967295 (default: 0)', parseNumber)
    .option(
      '--evaluation-seconds <S>',
      'how long a problem’s process may take for an answer (default: what its problem.json says, or 60)',
      parseSeconds,
    )
    .option('--json', 'print the report as JSON, and nothing else: --reporter json')
    .option(
      '--reporter <list>',
      'text, json, junit, github (annotations), html=FILE; several with commas; json and junit take a file, too (default: text)',
      parseReporters,
    )
    .option(
      '--report <file>',
      'write the report as a page, too: an .html file with pictures of the residuals',
    )
    .option('--force', 'replace files that gradproof didn’t write')
    .option('--open', 'open the page in the browser')
    .option('--watch', 'check again when files of the problems change, until Ctrl-C')
    .addOption(new Option('--quiet', 'a line of each report, and no progress').conflicts('verbose'))
    .option('--verbose', 'every report whole, and what a check is about to take')
    .addHelpText('after', CHECK_HELP)
    .option('--config <file>', 'the configuration (default: gradproof.config.ts, where it is there)')
    .action(async (problems: string[], { config }: { readonly config?: string }, command: Command) => {
      const loaded = await configure(command, config);
      if (command.getOptionValue('watch') === true) {
        const { watchProblems } = await import('./commands/watch.ts');
        const { whatToCheck } = await import('./targets/what-to-check.ts');
        const again = session.args.filter((arg) => arg !== '--watch');
        finish(await watchProblems(again, await whatToCheck(problems, loaded), terminal, signal));
        return;
      }
      const { check } = await import('./commands/check.ts');
      finish(await check(problems, command.opts<CheckCommandOptions>(), loaded, terminal, signal));
    });
};

const addDifferentiate = (program: Command, { terminal, signal, finish }: Session): void => {
  addEngine(program.command('differentiate'))
    .description('write the numerical gradient of a problem, every coordinate; it needs no gradients')
    .argument('<problem>', PROBLEM)
    .requiredOption('--out <file>', 'the .npz file to write: dW1, db1, … as NumPy reads them')
    .addOption(
      new Option('--method <method>', 'how J is differentiated')
        .choices(['auto', 'textbook', 'incremental'])
        .default('auto'),
    )
    .option('--epsilon <E>', 'the step, a number > 0 (default: the best of the method)', parseNumber)
    .option(
      '--evaluation-seconds <S>',
      'how long a problem’s process may take for an answer (default: what its problem.json says, or 60)',
      parseSeconds,
    )
    .option('--force', 'replace the file when it is there')
    .addHelpText('after', '\nExample:\n  gradproof differentiate mine --out gradapprox.npz')
    .action(async (problem: string, options: DifferentiateCommandOptions) => {
      const { differentiate } = await import('./commands/differentiate.ts');
      finish(await differentiate(problem, options, terminal, signal));
    });
};

const addDevices = (program: Command, { terminal, finish }: Session): void => {
  program
    .command('devices')
    .description('list what can compute here, and what is missing for the rest')
    .option('--json', 'print JSON, and nothing else')
    .action(async ({ json = false }: { json?: boolean }) => {
      const { devices } = await import('./commands/devices.ts');
      finish(await devices(json, terminal));
    });
};

const addInit = (program: Command, { terminal, finish }: Session): void => {
  program
    .command('init')
    .description('write a small working problem folder to start from')
    .argument('<folder>', 'a folder that is new or empty')
    .addHelpText('after', '\nExample:\n  gradproof init mine && gradproof check mine')
    .action(async (folder: string) => {
      const { init } = await import('./commands/init.ts');
      finish(await init(folder, terminal));
    });
};

const COMPLETION_HELP = `
In ~/.zshrc:                     source <(gradproof completion zsh)
In ~/.bashrc:                    source <(gradproof completion bash)
In ~/.config/fish/config.fish:   gradproof completion fish | source`;

const addCompletion = (program: Command, { terminal, finish }: Session): void => {
  program
    .command('completion')
    .description('print what makes a shell complete commands, options and files')
    .addArgument(new Argument('<shell>', 'the shell').choices(SHELLS))
    .addHelpText('after', COMPLETION_HELP)
    .action((shell: Shell) => {
      terminal.out(completionScript(shell, commandWords(program)));
      finish(EXIT_STATUS.correct);
    });
};

/** The command line: commands, options and help. A command's code is loaded when it runs. */
export const createProgram = (session: Session): Command => {
  const { out, err } = session.terminal;
  const program = new Command('gradproof')
    .description('Proves that a gradient is right: every coordinate, compared with a numerical gradient.')
    .version(version, '-v, --version', 'print the version')
    .addOption(new Option('-V', 'print the version').hideHelp())
    .on('option:V', () => {
      out(`${version}\n`);
      throw new CommanderError(0, 'commander.version', version);
    })
    .option('--debug', 'show the stack trace of an error')
    .option('--no-color', 'no colours (also NO_COLOR; FORCE_COLOR=1 colours a pipe)')
    .showSuggestionAfterError()
    .configureOutput({
      writeOut: out,
      writeErr: err,
      outputError: () => {}, // run tells every mistake at once
    })
    .exitOverride()
    .addHelpText('after', '\nExamples:\n  gradproof check examples/breast-cancer\n  gradproof init mine');
  addCheck(program, session);
  addDifferentiate(program, session);
  addInit(program, session);
  addDevices(program, session);
  addFleet(program, session);
  addCompletion(program, session);
  addHelp(program);
  for (const command of program.commands)
    command
      .copyInheritedSettings(program)
      .option('--debug', 'show the stack trace of an error')
      .option('--no-color', 'no colours');
  for (const command of [program, ...program.commands]) refuseRepeated(command);
  return program;
};
