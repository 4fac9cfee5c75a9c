import { expect, test } from 'vitest';
import { junit } from '../../src/report/junit.ts';
import { API, context, FINDINGS, finding } from './sample.ts';

test('is a suite for each file and a case for each finding; errors fail', () => {
  expect(junit([finding({ file: API, message: 'm' }), ...FINDINGS], context())).toBe(`\
<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="lvsgen" tests="4" failures="2" errors="0">
  <testsuite name="clusters/prod/api.yaml" tests="1" failures="1" errors="0" skipped="0">
    <testcase name="duplicate-vip at 3:10" classname="clusters/prod/api.yaml">
      <failure message="m" type="duplicate-vip">clusters/prod/api.yaml:3:10: error: m</failure>
    </testcase>
  </testsuite>
  <testsuite name="clusters/prod/web.yaml" tests="3" failures="1" errors="0" skipped="2">
    <testcase name="duplicate-vip at 3:10" classname="clusters/prod/web.yaml">
      <failure message="VIP &quot;192.168.0.38&quot; is already used by cluster &quot;api&quot;" type="duplicate-vip">clusters/prod/web.yaml:3:10: error: VIP &quot;192.168.0.38&quot; is already used by cluster &quot;api&quot;
see clusters/prod/api.yaml:3:10: first used here
help: give one of the two another address</failure>
    </testcase>
    <testcase name="odd-port at 4:11" classname="clusters/prod/web.yaml">
      <skipped message="info: port 80 carries no TLS"/>
      <system-out>clusters/prod/web.yaml:4:11: info: port 80 carries no TLS</system-out>
    </testcase>
    <testcase name="zero-weight at 5:13" classname="clusters/prod/web.yaml">
      <skipped message="warning: weight 0 takes no connections"/>
      <system-out>clusters/prod/web.yaml:5:13: warning: weight 0 takes no connections</system-out>
    </testcase>
  </testsuite>
</testsuites>
`);
});

test('without findings has a case that passed', () => {
  expect(junit([], context())).toBe(`\
<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="lvsgen" tests="1" failures="0" errors="0">
  <testsuite name="lvsgen" tests="1" failures="0" errors="0" skipped="0">
    <testcase name="3 files: no findings" classname="lvsgen"/>
  </testsuite>
</testsuites>
`);
});

test('names of cases differ within a suite', () => {
  const names = [
    ...junit([finding({}), finding({}), finding({})], context()).matchAll(/testcase name="([^"]*)"/g),
  ];
  expect(names.map(([, name]) => name)).toEqual([
    'duplicate-vip at 3:10',
    'duplicate-vip at 3:10 (2)',
    'duplicate-vip at 3:10 (3)',
  ]);
});
