# One image for the worker, the command line and the dashboard. Every version is pinned; npm ci installs what the lock file says.
FROM node:24.21.0-bookworm-slim AS build
WORKDIR /gradproof
COPY . .
RUN npm ci --no-audit --no-fund \
 && rm -rf packages/engine-conformance packages/vitest apps/fleet-tests examples \
 && npm prune --omit=dev --no-audit --no-fund --ignore-scripts \
 && find packages apps -type d \( -name src -o -name assembly -o -name out-tsc \) -prune -exec rm -rf {} +

FROM node:24.21.0-bookworm-slim
ENV NODE_ENV=production
WORKDIR /gradproof
COPY --from=build /gradproof/package.json ./
COPY --from=build /gradproof/node_modules ./node_modules
COPY --from=build /gradproof/packages ./packages
COPY --from=build /gradproof/apps ./apps
COPY --from=build /gradproof/tools/absent-gl ./tools/absent-gl
USER node
# Redis's address comes by GRADPROOF_REDIS_URL: an argument would show its password in lists of processes.
ENTRYPOINT ["node"]
CMD ["apps/worker/bin/gradproof-worker.js", "--metrics", "9464"]
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:9464/health').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
