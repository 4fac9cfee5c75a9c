import { EXIT } from './exit-status.ts';
import { run } from './program.ts';

let isOutputLost = false;
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', ({ code, message }: NodeJS.ErrnoException) => {
    // Whoever reads our output may stop early (`| head`): that is no fault.
    if (code === 'EPIPE' || isOutputLost) return;
    isOutputLost = true;
    process.exitCode = EXIT.failed;
    process.stderr.write(`lvsgen: cannot write the output: ${message}\n`);
  });
}

run(process.argv.slice(2)).then((status) => {
  process.exitCode = isOutputLost ? EXIT.failed : status;
});
