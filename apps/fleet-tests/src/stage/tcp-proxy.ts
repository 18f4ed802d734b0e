import { connect, createServer, type Socket } from 'node:net';

/** A way to Redis that can be cut. */
export interface TcpProxy {
  readonly url: string;
  /** Resets every connection and, until `mend`, refuses new ones. */
  readonly cut: () => void;
  readonly mend: () => void;
  /** How many connections were cut. */
  readonly count: () => number;
  readonly close: () => Promise<void>;
}

/** Listens on a free port of the loopback and passes bytes on to `port`. */
export const openProxy = async (port: number): Promise<TcpProxy> => {
  const sockets = new Set<Socket>();
  let isCut = false;
  let count = 0;
  const pass = (from: Socket, to: Socket): void => {
    sockets.add(from);
    from.pipe(to);
    from
      .on('error', () => {})
      .on('close', () => {
        sockets.delete(from);
        to.destroy();
      });
  };
  const server = createServer((client) => {
    if (isCut) {
      client.resetAndDestroy();
      return;
    }
    const redis = connect(port, '127.0.0.1');
    pass(client, redis);
    pass(redis, client);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const listening = (server.address() as { port: number }).port;
  const reset = (): void => {
    for (const socket of sockets) socket.resetAndDestroy();
  };
  return {
    url: `redis://127.0.0.1:${listening}`,
    cut: () => {
      isCut = true;
      count += sockets.size / 2;
      reset();
    },
    mend: () => (isCut = false),
    count: () => count,
    close: () => {
      reset();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
};
