import { FTP } from '../../model/ftp.ts';
import type { PlannedClient, PlannedService } from '../plan/lab-plan.ts';
import type { Lab } from './lab.ts';
import { linesOf } from './state.ts';
import { writeStopFile } from './stop-file.ts';

/** One request of a client. */
export interface Request {
  /** Seconds of the machine's clock. */
  readonly start: number;
  readonly milliseconds: number;
  readonly source: string;
  /** Who answered; or why nobody did. */
  readonly host: string | undefined;
  readonly reason: string | undefined;
  /** Whom the answering host saw. */
  readonly peer: string | undefined;
}

export interface RequestOptions {
  readonly count: number;
  /** Seconds between the starts of two. */
  readonly interval?: number;
  /** Seconds. */
  readonly timeout?: number;
  /** Each source asks over one connection, or from one port. */
  readonly kind?: 'tcp-one' | 'udp-one';
  readonly sources?: readonly string[];
}

/** Seconds until a program has started, on a machine with much to do; and for all of the requests, at most. */
const START = 30;
const LONGEST = 150;

/** Asks a service several times, one after the other. */
export async function request(
  lab: Lab,
  client: PlannedClient,
  service: PlannedService,
  options: RequestOptions,
): Promise<Request[]> {
  const { count, interval = 0, timeout = 2 } = options;
  const seconds = Math.ceil(count * Math.max(interval, timeout)) + START;
  const command = commandOf(lab, client, service, options, '/none');
  return read(await lab.must(client.name, command, { seconds: Math.min(seconds, LONGEST) }));
}

/** Requests that go on until they are stopped. */
export interface Traffic {
  readonly service: PlannedService;
  readonly client: PlannedClient;
  /** Those so far. */
  peek(): Promise<Request[]>;
  stop(): Promise<Request[]>;
}

/** Starts to ask, again and again. */
export function startTraffic(
  lab: Lab,
  client: PlannedClient,
  service: PlannedService,
  options: Omit<RequestOptions, 'count'> & {
    /** Seconds that it goes on for at most. */
    readonly longest?: number;
  },
): Traffic {
  const number = lab.nextNumber();
  const file = `/run/lab/stop-${number}`;
  const output = `/run/lab/requests-${number}`;
  const command = commandOf(lab, client, service, { ...options, count: 0 }, file);
  const asked = lab.must(client.name, `${command} >${output}\ncat ${output}`, {
    seconds: options.longest ?? 300,
    isBeside: true,
  });
  // Whoever stops it sees it.
  asked.catch(() => undefined);
  return {
    service,
    client,
    peek: async () => read(await lab.must(client.name, `cat ${output} 2>/dev/null || true`)),
    stop: async () => {
      await writeStopFile(lab, client.name, file, options.timeout);
      return read(await asked);
    },
  };
}

function commandOf(
  { machine }: Lab,
  client: PlannedClient,
  { targets, isSip }: PlannedService,
  { count, interval = 0, timeout = 2, kind, sources = client.sources }: RequestOptions,
  stopFile: string,
): string {
  const isInet6 = targets[0]?.address.includes(':');
  const asked = targets.map(
    ({ protocol, address, port }) => `${kind ?? kindOf(protocol, port, isSip)}/${address}/${port}`,
  );
  const own = sources.filter((source) => source.includes(':') === isInet6);
  const words = [count, interval, timeout, stopFile, asked.join(','), ...own];
  return `perl '${machine.programFolder}/request.pl' ${words.join(' ')}`;
}

function kindOf(protocol: string, port: number, isSip: boolean): string {
  if (protocol === 'UDP' && isSip) return 'sip';
  return protocol === 'TCP' && port === FTP ? 'ftp' : protocol.toLowerCase();
}

function read(output: string): Request[] {
  return linesOf(output).map((line) => {
    const [start, milliseconds, source = '', outcome, ...rest] = line.split(' ');
    const isAnswered = outcome === 'ok';
    return {
      start: Number(start),
      milliseconds: Number(milliseconds),
      source,
      host: isAnswered ? rest[0] : undefined,
      peer: isAnswered ? rest[2] : undefined,
      reason: isAnswered ? undefined : rest.join(' '),
    };
  });
}

/** How often each host answered, and why nobody did: `no answer to connect: 2, rs1: 30, rs2: 10`. */
export function tally(requests: readonly Request[]): string {
  const counts = new Map<string, number>();
  for (const { host, reason } of requests) {
    const key = host ?? reason ?? 'no answer';
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, count]) => `${key}: ${count}`)
    .join(', ');
}
