// Runs the built command once over this repository, and keeps what V8 made of it for later starts: `node code-cache.cjs LAUNCHER OUT`.
const { writeFileSync } = require('node:fs');
const { join } = require('node:path');
const vm = require('node:vm');

const [, , launcher, out] = process.argv;
let script;
vm.Script = class extends vm.Script {
  constructor(...options) {
    super(...options);
    script = this;
  }
};
// Functions that ran are in it, those that nobody called are not.
process.on('exit', () => writeFileSync(out, script.createCachedData()));
process.argv = [process.execPath, launcher, 'render', '--check'];
process.chdir(join(__dirname, '..'));
require(launcher);
