import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { WorkerMetrics } from './metrics.ts';

/** A server on the loopback: other machines can't reach it. */
export interface HttpServer {
  readonly port: number;
  readonly close: () => void;
}

const answer = (response: ServerResponse, status: number, text: string, type = 'text/plain'): void => {
  response.writeHead(status, { 'content-type': type }).end(text);
};

/** Serves /health (200 while Redis answers, else 503) and /metrics on 127.0.0.1. Port 0 takes a free one. Rejects when the port is taken. */
export const serveHealth = (
  port: number,
  { page }: Pick<WorkerMetrics, 'page'>,
  isHealthy: () => boolean,
): Promise<HttpServer> => {
  const server: Server = createServer((request, response) => {
    if (request.url === '/health') {
      if (isHealthy()) answer(response, 200, 'ok\n');
      else answer(response, 503, 'Redis is out of reach\n');
    } else if (request.url === '/metrics') {
      page().then(
        ({ text, type }) => answer(response, 200, text, type),
        () => answer(response, 500, 'no metrics\n'),
      );
    } else answer(response, 404, 'Ask for /health or /metrics.\n');
  });
  return new Promise((resolve, reject) => {
    server.on('error', reject).listen(port, '127.0.0.1', () => {
      resolve({
        port: (server.address() as AddressInfo).port,
        close: () => {
          server.close();
          server.closeAllConnections();
        },
      });
    });
  });
};
