import { gradientPrecisions } from '@gradproof/core';
import { type Command, Option } from 'commander';
import type { DashboardCommandOptions } from './commands/dashboard.ts';
import type { FleetCommandOptions } from './commands/fleet.ts';
import type { SubmitCommandOptions } from './commands/submit.ts';
import { ENGINE_NAMES } from './engines/engines.ts';
import type { FleetPlaceOptions } from './fleet/open-fleet.ts';
import { parseNumber, parsePort } from './parse-number.ts';
import type { Session } from './session.ts';

/** The options by which a command finds Redis. */
const addRedis = (command: Command): Command =>
  command
    .option('--redis <url>', 'redis:// or rediss:// (default: GRADPROOF_REDIS_URL, or this machine’s)')
    .option('--prefix <text>', 'what every key in Redis begins with (default: gradproof)');

/** The options by which a command finds the fleet and its problems. */
const addPlace = (command: Command): Command =>
  addRedis(command).option(
    '--store <folder>',
    'a shared folder that holds the problems (default: Redis does)',
  );

const SUBMIT_HELP = `
Examples:
  gradproof submit examples/breast-cancer --wait        the report and exit status of check
  gradproof submit mine --engine gpu --wait             in float32, by workers of gradproof-worker --engine gpu
  gradproof submit problems/mine.ts --wait              a function: workers need gradproof-worker --modules problems
  gradproof submit mine                                 prints the check's id; see gradproof status, result, list, cancel

The same check submitted again joins the one under way, or has its report at once.
Exit status with --wait: as gradproof check; 4 when the fleet failed, 130 interrupted (the check goes on).`;

const addSubmit = (program: Command, { terminal, signal, finish }: Session): void => {
  addPlace(program.command('submit'))
    .description('check a problem on a fleet of workers (gradproof-worker) through Redis')
    .argument('<problem>', 'a problem folder, its problem.json, or a module that the workers have, too')
    .option('--wait', 'show its progress, and end with its report')
    .addOption(
      new Option('--engine <engine>', 'whose workers compute: gpu means float32, on a device of theirs')
        .choices(ENGINE_NAMES)
        .default(ENGINE_NAMES[0]),
    )
    .addOption(
      new Option('--method <method>', 'how J is differentiated')
        .choices(['auto', 'textbook', 'incremental'])
        .default('auto'),
    )
    .option('--epsilon <E>', 'the step, a number > 0 (default: the best of the method)', parseNumber)
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
    .option(
      '--modules <folder>',
      'of a module: the folder that workers have as their --modules (default: that which the module lies in)',
    )
    .option('--seed <S>', 'seeds every random choice, 0 to 4294967295 (default: 0)', parseNumber)
    .option(
      '--recheck <share>',
      'the share of shards that a second worker computes again, 0 to 1',
      parseNumber,
      0,
    )
    .option('--shard-seconds <S>', 'about how long a shard takes (default: 1 to 10)', parseNumber)
    .option('--json', 'print JSON, and nothing else')
    .addHelpText('after', SUBMIT_HELP)
    .action(async (problem: string, options: SubmitCommandOptions) => {
      const { submit } = await import('./commands/submit.ts');
      finish(await submit(problem, options, terminal, signal));
    });
};

const addLooks = (program: Command, { terminal, finish }: Session): void => {
  addPlace(program.command('status'))
    .description('how far a check of the fleet has come')
    .argument('<id>', 'the check’s id')
    .option('--json', 'print JSON, and nothing else')
    .action(async (id: string, options: FleetCommandOptions) => {
      const { status } = await import('./commands/fleet.ts');
      finish(await status(id, options, terminal));
    });
  addPlace(program.command('result'))
    .description('the report of a check of the fleet, with the exit status of check')
    .argument('<id>', 'the check’s id')
    .option('--json', 'print the report as JSON, and nothing else')
    .action(async (id: string, options: FleetCommandOptions) => {
      const { result } = await import('./commands/fleet.ts');
      finish(await result(id, options, terminal));
    });
  addPlace(program.command('list'))
    .description('every check that the fleet knows')
    .option('--json', 'print JSON, and nothing else')
    .action(async (options: FleetCommandOptions) => {
      const { list } = await import('./commands/fleet.ts');
      finish(await list(options, terminal));
    });
};

const addEnds = (program: Command, { terminal, finish }: Session): void => {
  addPlace(program.command('cancel'))
    .description('end a check of the fleet, shards under way too')
    .argument('<id>', 'the check’s id')
    .action(async (id: string, options: FleetPlaceOptions) => {
      const { cancel } = await import('./commands/fleet.ts');
      finish(await cancel(id, options, terminal));
    });
  addPlace(program.command('purge'))
    .description('forget the checks that ended, and the problems that no check uses')
    .option('--older-than <seconds>', 'only problems that were not used for so long', parseNumber, 0)
    .action(async (options: FleetPlaceOptions & { readonly olderThan: number }) => {
      const { purge } = await import('./commands/fleet.ts');
      finish(await purge(options, terminal));
    });
};

const DASHBOARD_PORT = 4545;

const DASHBOARD_HELP = `
Examples:
  gradproof dashboard                                    http://127.0.0.1:4545/
  GRADPROOF_DASHBOARD_TOKEN=… gradproof dashboard        open /?token=… once, or send Authorization: Bearer …

Ctrl-C ends it, with exit status 130.`;

const addDashboard = (program: Command, { terminal, signal, finish }: Session): void => {
  addRedis(program.command('dashboard'))
    .description('show the fleet’s queues in a browser')
    .option('--port <N>', 'the port, 0 for a free one', parsePort, DASHBOARD_PORT)
    .option('--host <address>', 'where it listens; beyond the loopback it needs a token', '127.0.0.1')
    .option('--allow-host <name...>', 'names beside localhost by which browsers may call it', [])
    .option(
      '--token-file <file>',
      'holds the token that requests must show (default: GRADPROOF_DASHBOARD_TOKEN)',
    )
    .option('--writable', 'let it retry, remove and change jobs; needs a token')
    .addHelpText('after', DASHBOARD_HELP)
    .action(async (options: DashboardCommandOptions) => {
      const { dashboard } = await import('./commands/dashboard.ts');
      finish(await dashboard(options, terminal, signal));
    });
};

/** The commands of the fleet. */
export const addFleet = (program: Command, session: Session): void => {
  addSubmit(program, session);
  addLooks(program, session);
  addEnds(program, session);
  addDashboard(program, session);
};
