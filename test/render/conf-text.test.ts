import { expect, test } from 'vitest';
import { block, confNodes, line } from '../../src/keepalived/conf-tree.ts';
import { confText } from '../../src/render/conf-text.ts';

test('lines come in the order of the schema, whatever the order of the definition', () => {
  const options = { retry: 2, connect_timeout: 0.30000000000000004, connect_ip: '2001:DB8:0::1', warmup: 0 };
  expect(confText(confNodes('TCP_CHECK', options))).toBe(
    'connect_ip 2001:db8::1\nconnect_timeout 0.3\nretry 2\nwarmup 0\n',
  );
});

test('true is the keyword alone, false is nothing, a list of parts is a block for each', () => {
  const options = { url: [{ path: '/a' }, { status_code: 200, path: '/b' }] };
  expect(confText(confNodes('HTTP_GET', options))).toBe(
    'url {\n    path /a\n}\nurl {\n    path /b\n    status_code 200\n}\n',
  );
  expect(confText(confNodes('UDP_CHECK', { require_reply: true }))).toBe('require_reply\n');
  expect(confText(confNodes('UDP_CHECK', { require_reply: false }))).toBe('');
});

test('lines given by hand stand where the property would', () => {
  const nodes = confNodes('TCP_CHECK', { connect_port: 80, retry: 1 }, { bindto: [line('bindto', '::1')] });
  expect(confText(nodes)).toBe('connect_port 80\nbindto ::1\nretry 1\n');
});

test('blocks are nested and set apart by their comments; a secret stays a reference', () => {
  const inner = { ...block('real_server', ['192.0.2.1', '80'], [line('weight', 1)]), comment: 'rs1' };
  const password = { keyword: 'auth_pass', words: [{ secret: 'VRRP_PASS' }] };
  const outer = {
    ...block('virtual_server', ['192.0.2.9', '80'], [password, inner]),
    comment: 'a.yaml: web',
  };
  expect(confText([outer, block('SSL', [], [])])).toBe(
    `# a.yaml: web
virtual_server 192.0.2.9 80 {
    auth_pass "\${VRRP_PASS}"

    # rs1
    real_server 192.0.2.1 80 {
        weight 1
    }
}
SSL {
}
`,
  );
});

test('a word that has no safe spelling is refused', () => {
  expect(() => confText([line('notify', 'a\nb')])).toThrow('no safe spelling in keepalived.conf: "a\\nb"');
});

test.each(['{', '}'])('a word that is %s alone is refused: keepalived counts it even in quotes', (brace) => {
  expect(() => confText([line('regex', brace)])).toThrow('no safe spelling');
  expect(confText([line('regex', `${brace}${brace}`)])).toBe(`regex "${brace}${brace}"\n`);
});

test.each(['include', 'includer', 'includes'])(
  'a tracked thing whose name is %s is quoted: plain at the start of a line it reads a file',
  (name) => {
    const options = { track_script: [{ name, weight: 5 }, name] };
    expect(confText(confNodes('vrrp_instance', options))).toBe(
      `track_script {\n    "${name}" weight 5\n    "${name}"\n}\n`,
    );
  },
);

test('what only starts like include is plain', () => {
  const options = { track_script: ['include1', 'includers', 'include-all', 'Include'] };
  expect(confText(confNodes('vrrp_instance', options))).toBe(
    'track_script {\n    include1\n    includers\n    include-all\n    Include\n}\n',
  );
});

test('the peer of an address has no prefix length: keepalived takes the one of a host', () => {
  const addresses = [{ address: '192.0.2.1/32', peer: '192.0.2.9' }];
  expect(confText(confNodes('vrrp_instance', { virtual_ipaddress: addresses }))).toBe(
    'virtual_ipaddress {\n    192.0.2.1/32 peer 192.0.2.9\n}\n',
  );
});
