#!/usr/bin/env node
// Kept in old syntax: an old Node gets a message, not a syntax error.
import module from 'node:module';

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(
    `gradproof-worker: this is Node ${process.versions.node}; gradproof-worker needs Node 22.18 or newer.`,
  );
  process.exitCode = 2;
} else {
  module.enableCompileCache(); // compiled modules are kept for the next start, in the system's temporary folder
  import('../dist/main.js');
}
