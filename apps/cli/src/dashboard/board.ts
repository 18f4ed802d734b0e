import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { HonoAdapter } from '@bull-board/hono';
import { type FleetConnection, openQueue, queueNames } from '@gradproof/queue';
import { serveStatic } from '@hono/node-server/serve-static';
import type { Hono } from 'hono';
import { uiFolder } from './ui-folder.ts';

/** The pages of the queues. */
export interface Board {
  readonly pages: Hono;
  /** Looks for queues that have come since; rejects when Redis is out of reach. */
  readonly refresh: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Bull-board over the queues of every arithmetic that there is. */
export const createBoard = async (fleet: FleetConnection, writable: boolean): Promise<Board> => {
  const queues = new Map<string, ReturnType<typeof openQueue>>();
  const serverAdapter = new HonoAdapter(serveStatic);
  const board = createBullBoard({
    queues: [],
    serverAdapter,
    options: { uiBasePath: uiFolder(), uiConfig: { boardTitle: 'Gradproof', hideDocsLink: true } },
  });

  const refresh = async (): Promise<void> => {
    for (const name of await queueNames(fleet)) {
      if (queues.has(name)) continue;
      const queue = openQueue(fleet, name);
      queue.on('error', () => {}); // the page that asks gets the error
      queues.set(name, queue);
      board.addQueue(new BullMQAdapter(queue, { readOnlyMode: !writable, allowRetries: writable }));
    }
  };

  await refresh();
  return {
    pages: serverAdapter.registerPlugin(),
    refresh,
    close: async () => {
      await Promise.all([...queues.values()].map((queue) => queue.close().catch(() => {})));
    },
  };
};
