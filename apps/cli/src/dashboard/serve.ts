import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';
import type { AddressInfo } from 'node:net';
import type { Admission, GuardedRequest } from './guard.ts';

/** A dashboard that answers. */
export interface DashboardServer {
  readonly port: number;
  /** Ends every connection. */
  readonly close: () => void;
}

/** The pages take scripts, styles and pictures from here alone (bull-board's own page asks a font service for more), and no frame holds them. */
const HEADERS = {
  'content-security-policy':
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'self'; form-action 'self'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
};

const answer = (admission: Exclude<Admission, { kind: 'admitted' }>): Response =>
  admission.kind === 'welcomed'
    ? new Response(null, {
        status: 303,
        headers: { ...HEADERS, location: admission.location, 'set-cookie': admission.cookie },
      })
    : new Response(`${admission.message}\n`, { status: admission.status, headers: HEADERS });

/** Serves the pages behind the guard. Port 0 takes a free one. Rejects when the port is taken. */
export const serveDashboard = (
  pages: Hono,
  guard: (request: GuardedRequest) => Admission,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<DashboardServer> => {
  const app = new Hono();
  app.use('*', async (context, next) => {
    const { method, url } = context.req;
    const { pathname, search } = new URL(url);
    const header = (name: string) => context.req.header(name);
    const admission = guard({ method, url: `${pathname}${search}`, header });
    if (admission.kind !== 'admitted') return answer(admission);
    await next();
    for (const [name, value] of Object.entries(HEADERS)) context.res.headers.set(name, value);
    return undefined;
  });
  app.route('/', pages);
  app.onError((error, context) => context.text(`${error.message}\n`, 500));
  const server = createAdaptorServer({ fetch: app.fetch });
  return new Promise((resolve, reject) => {
    server.on('error', reject).listen(port, host, () => {
      resolve({
        port: (server.address() as AddressInfo).port,
        close: () => {
          server.close();
          if ('closeAllConnections' in server) server.closeAllConnections();
        },
      });
    });
  });
};
