#!/usr/bin/env node
// Kept in old syntax: an old Node gets a message, not a syntax error.
import module from 'node:module';

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`gradproof: this is Node ${process.versions.node}; gradproof needs Node 20.19 or newer.`);
  process.exitCode = 2;
} else {
  if (module.enableCompileCache) module.enableCompileCache(); // since Node 22.1: compiled modules are kept for the next start, in the system's temporary folder
  import('../bundle/main.js');
}
