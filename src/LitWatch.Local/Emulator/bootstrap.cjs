// Runs Azurite as a child that lives exactly as long as its parent: node bootstrap.cjs PATH_TO_AZURITE MARKER [Azurite's options]
// The parent holds stdin. When it closes, because the parent stopped or because it was killed, Azurite is shut down in order: it keeps its
// metadata in memory and saves it every 5 s only, so an abrupt end would lose what was written last.
'use strict';
const fs = require('fs');
const [main, marker] = process.argv.splice(2, 2);

if (Number.parseInt(process.versions.node, 10) < 20) {
  console.error(`Node.js 20 or later is needed; this is ${process.version}`);
  process.exit(1);
}

// The marker tells the next owner of the folder that this process still writes to it.
if (marker) {
  fs.writeFileSync(marker, String(process.pid));
  process.on('exit', () => fs.rmSync(marker, { force: true }));
}

// A killed parent leaves broken pipes; writing to them must not end this process before it has saved.
process.stdout.on('error', () => {});
process.stderr.on('error', () => {});

// Azurite's own words are not for people; the last ones tell when its three services have saved.
let saved = 0;
console.log = (line) => {
  if (String(line).endsWith('successfully closed') && ++saved === 3) {
    process.exit(0);
  }
};

// Ctrl-C in a terminal and a service manager's SIGTERM reach this process too, but the parent still needs it while it stops.
let shutdown = null;
let ending = false;
process.on('SIGINT', () => {});
process.on('SIGTERM', () => {});
const once = process.once;
process.once = function (name, handler) {
  if (name === 'SIGTERM') {
    shutdown = handler;
    if (ending) {
      shutdown();
    }
  } else if (name !== 'SIGINT') {
    once.call(process, name, handler);
  }

  return process;
};

process.stdin.on('error', () => {}).on('close', () => {
  ending = true;
  setTimeout(() => process.exit(1), 20000).unref();
  if (shutdown) {
    shutdown();
  }
}).resume();

require(main);
