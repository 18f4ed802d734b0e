// Loaded before a program (NODE_OPTIONS="--expose-gc --import …"): its memory is then what it holds, not what V8 has not collected yet.
const SECOND = 1000;
setInterval(() => globalThis.gc(), SECOND).unref();
