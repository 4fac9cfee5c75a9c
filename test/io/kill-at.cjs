/**
 * Loaded into the command before it starts: counts what it is about to change in the file system, and ends the process, or its
 * group, before the change with the number KILL_AT. Without that number it writes how many there were to KILL_COUNT.
 */
const fs = require('node:fs');

const { KILL_AT, KILL_COUNT, KILL_SIGNAL, KILL_GROUP } = process.env;
const writeFileSync = fs.writeFileSync;
let count = 0;

for (const name of ['mkdirSync', 'writeFileSync', 'renameSync', 'unlinkSync', 'rmdirSync', 'rmSync']) {
  const change = fs[name];
  fs[name] = (...words) => {
    if (KILL_AT !== undefined && count === Number(KILL_AT)) {
      process.kill(KILL_GROUP === undefined ? process.pid : -process.pid, KILL_SIGNAL);
      // Nothing more happens, whenever the signal comes.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
    }
    count += 1;
    return change(...words);
  };
}
process.on('exit', () => {
  if (KILL_COUNT !== undefined) writeFileSync(KILL_COUNT, String(count));
});
