import { InputError } from '@gradproof/model';
import { createBoard } from '../dashboard/board.ts';
import { createGuard } from '../dashboard/guard.ts';
import { serveDashboard } from '../dashboard/serve.ts';
import { dashboardToken, TOKEN_VARIABLE } from '../dashboard/token.ts';
import { EXIT_STATUS } from '../exit-status.ts';
import { type FleetPlaceOptions, withFleet } from '../fleet/open-fleet.ts';
import type { Terminal } from '../terminal.ts';

/** The options of `gradproof dashboard`, parsed. */
export interface DashboardCommandOptions extends Pick<FleetPlaceOptions, 'redis' | 'prefix'> {
  readonly port: number;
  readonly host: string;
  readonly allowHost: readonly string[];
  readonly tokenFile?: string;
  readonly writable?: boolean;
}

/** How often queues of other arithmetics are looked for. */
const REFRESH_MILLISECONDS = 5000;

const LOOPBACK = /^(127\.\d+\.\d+\.\d+|::1|localhost)$/;

const assertGuarded = (host: string, writable: boolean, token: string | null): void => {
  if (token !== null || (LOOPBACK.test(host) && !writable)) return;
  const what = writable ? 'With --writable' : `On ${host}, which other machines may reach,`;
  throw new InputError(`${what} the dashboard needs a token: set ${TOKEN_VARIABLE}, or give --token-file.`);
};

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });

/** Serves the queues' pages until the signal aborts. Throws InputError, FleetError, and what the port says when it is taken. */
export const dashboard = async (
  { port, host, allowHost, tokenFile, writable = false, ...place }: DashboardCommandOptions,
  { out, err }: Terminal,
  signal: AbortSignal,
): Promise<number> => {
  const token = dashboardToken(tokenFile, process.env);
  assertGuarded(host, writable, token);
  return withFleet(place, async (fleet) => {
    const board = await createBoard(fleet, writable);
    try {
      const guard = createGuard({ token, hosts: allowHost, writable });
      const server = await serveDashboard(board.pages, guard, { host, port });
      const timer = setInterval(() => void board.refresh().catch(() => {}), REFRESH_MILLISECONDS);
      const name = host.includes(':') ? `[${host}]` : host;
      out(`http://${name}:${server.port}/${token === null ? '' : '?token=…'}\n`);
      err(`gradproof: the dashboard ${writable ? 'shows and changes' : 'shows'} jobs; Ctrl-C ends it\n`);
      await aborted(signal);
      clearInterval(timer);
      server.close();
    } finally {
      await board.close();
    }
    return EXIT_STATUS.interrupted;
  });
};
