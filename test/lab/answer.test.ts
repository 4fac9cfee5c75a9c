import { createSocket } from 'node:dgram';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run } from '../support/command.ts';
import { requirePrograms } from '../support/programs.ts';

const PROGRAM = fileURLToPath(new URL('../../src/lab/guest/answer.pl', import.meta.url));
const LOOPBACK = '127.0.0.1';

describe.runIf(requirePrograms(['perl', 'Net::SSLeay']))("a real server's services", () => {
  const folder = mkdtempSync(join(tmpdir(), 'lvsgen-test-'));
  const said = () => readFileSync(join(folder, 'said'), 'utf8');
  let [http, https, smtp, udp] = [0, 0, 0, 0];

  beforeAll(async () => {
    [http = 0, https = 0, smtp = 0, udp = 0] = await freePorts(4);
    const lines = [
      `tcp ${http} http`,
      `page ${http} - /health 503 -`,
      `page ${http} www.example.org /version 204 6f6b`,
      `tcp ${https} https`,
      `page ${https} - /livez 200 6f6b`,
      `name ${https} api.example.org`,
      `tcp ${smtp} smtp`,
      `udp ${LOOPBACK} ${udp}`,
      `reply ${LOOPBACK} ${udp} - 00ff`,
      `reply ${LOOPBACK} ${udp} 616263 787a`,
    ].join('\n');
    // The process behind keeps its standard error.
    const command = 'perl "$1" rs1 <<<"$2" >"$3/pid" 2>"$3/said"';
    const { status } = run('bash', ['-c', command, 'bash', PROGRAM, lines, folder]);
    expect(status, said()).toBe(0);
  });
  afterAll(() => {
    process.kill(Number(readFileSync(join(folder, 'pid'), 'utf8')), 'SIGKILL');
    rmSync(folder, { recursive: true });
  });

  test('say who they are, and give health pages their status', async () => {
    expect((await get(http, '/health')).status).toBe(503);
    const other = await get(http, '/');
    expect(other).toEqual({ status: 200, text: expect.stringMatching(who(http)) });
    expect(said()).toBe('');
  });

  test('have pages of a virtual host for that host alone', async () => {
    expect((await get(http, '/version', { host: 'www.example.org' })).status).toBe(204);
    expect((await get(http, '/version', { host: 'WWW.example.org:80' })).status).toBe(204);
    expect((await get(http, '/version', { host: 'example.org' })).status).toBe(404);
    expect((await get(http, '/version')).status).toBe(404);
  });

  test('speak TLS where they should, to those who ask for a name that they have, and without TLS at the same port', async () => {
    const named = { isTls: true, servername: 'api.example.org' };
    expect(await get(https, '/livez', named)).toEqual({ status: 200, text: 'ok' });
    expect((await get(https, '/@lab', named)).text).toMatch(who(https));
    expect((await get(https, '/livez', { isTls: true, servername: 'other.example.org' })).status).toBe(421);
    expect((await get(https, '/livez', { isTls: true })).status).toBe(421);
    expect((await get(https, '/@lab')).text).toMatch(who(https));
    expect(said()).toBe('');
  });

  test('greet first over SMTP, and say who they are when they are asked', async () => {
    expect(await talk(smtp, 'HELO lab\r\nwho\r\nQUIT\r\n')).toMatch(
      /^220 rs1\r\n250 rs1\r\nrs1 127\.0\.0\.1:\d+ 127\.0\.0\.1:\d+\n221 bye\r\n$/,
    );
  });

  test('answer over UDP what is expected of them, DNS with its question, and others with who they are', async () => {
    expect(await send(udp, Buffer.alloc(0))).toEqual(Buffer.from('00ff', 'hex'));
    expect(await send(udp, Buffer.from('abc'))).toEqual(Buffer.from('xz'));
    expect((await send(udp, Buffer.from('who\n'))).toString()).toMatch(who(udp));
    const question = '0161026578036f72670000010001';
    const query = Buffer.from(`abcd01000001000000000000${question}`, 'hex');
    expect((await send(udp, query)).toString('hex')).toBe(`abcd81800001000000000000${question}`);
    // A name that goes beyond the end.
    expect((await send(udp, Buffer.from(`abcd010000010000000000003f61626364`, 'hex'))).toString()).toMatch(
      who(udp),
    );
    expect(said()).toBe('');
  });
});

const who = (port: number) => RegExp(`^rs1 127\\.0\\.0\\.1:${port} 127\\.0\\.0\\.1:\\d+\\n$`);

interface Asking {
  readonly host?: string;
  readonly isTls?: boolean;
  readonly servername?: string;
}

function get(
  port: number,
  path: string,
  { host, isTls = false, servername = '' }: Asking = {},
): Promise<{ status: number | undefined; text: string }> {
  const request = isTls ? httpsRequest : httpRequest;
  const headers = host === undefined ? {} : { host };
  const options = {
    host: LOOPBACK,
    port,
    path,
    headers,
    servername,
    rejectUnauthorized: false,
    agent: false,
  };
  return new Promise((resolve, reject) => {
    request(options, (response) => {
      let text = '';
      response.on('data', (part) => {
        text += part;
      });
      response.on('end', () => resolve({ status: response.statusCode, text }));
    })
      .on('error', reject)
      .end();
  });
}

function talk(port: number, words: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let heard = '';
    connect(port, LOOPBACK)
      .on('connect', function (this: { write: (text: string) => void }) {
        this.write(words);
      })
      .on('data', (part) => {
        heard += part;
      })
      .on('end', () => resolve(heard))
      .on('error', reject);
  });
}

function send(port: number, question: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const socket = createSocket('udp4');
    socket.on('error', reject);
    socket.on('message', (answer) => {
      socket.close();
      resolve(answer);
    });
    socket.send(question, port, LOOPBACK);
  });
}

/** Ports of loopback that nobody listens at. */
async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, () => {
      const server = createServer();
      return new Promise<typeof server>((resolve) => server.listen(0, LOOPBACK, () => resolve(server)));
    }),
  );
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  for (const server of servers) server.close();
  return ports;
}
