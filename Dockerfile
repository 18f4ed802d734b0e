# One image for the worker, the command line and the dashboard. Our packages as they are published, with what they depend on.
FROM node:24.21.0-bookworm-slim AS build
WORKDIR /gradproof
COPY . .
RUN npm ci --no-audit --no-fund \
 && node tools/packages/pack.mjs /tarballs \
 && npm install --prefix /installed --no-audit --no-fund --omit=dev /tarballs/*.tgz

FROM node:24.21.0-bookworm-slim
ENV NODE_ENV=production
WORKDIR /gradproof
COPY --from=build /installed ./
USER node
# Redis's address comes by GRADPROOF_REDIS_URL: an argument would show its password in lists of processes.
ENTRYPOINT ["node"]
CMD ["node_modules/@gradproof/worker/bin/gradproof-worker.js", "--metrics", "9464"]
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:9464/health').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
