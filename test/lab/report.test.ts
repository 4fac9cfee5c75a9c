import { describe, expect, test } from 'vitest';
import type { CheckResult } from '../../src/lab/checks/run-checks.ts';
import type { LabRun } from '../../src/lab/laboratory.ts';
import { labReport } from '../../src/lab/report/formats.ts';

const run: LabRun = {
  definitions: ['clusters/lab/web.yaml'],
  hosts: ['lvs1'],
  machine: 'Linux 6.1.0 in qemu (tcg)',
  seconds: 20.5,
  checks: [
    {
      id: 'answers',
      title: 'answers',
      outcome: 'passed',
      seconds: 1,
      detail: 'rs1: 2',
      reasons: [],
      evidence: [],
    },
    {
      id: 'fails-over',
      title: 'moves',
      outcome: 'failed',
      seconds: 2.5,
      detail: '',
      reasons: ['a <b> & "c"'],
      evidence: [{ title: 'ipvsadm -Sn on lvs1', lines: ['-A -t 10.0.0.1:80 -s rr'] }],
    },
    {
      id: 'silent-for-vips',
      title: 'silent',
      outcome: 'skipped',
      seconds: 0,
      detail: 'no DR',
      reasons: [],
      evidence: [],
    },
  ],
  notTried: [{ what: 'web/sip: the service', reason: 'no <SIP>' }],
};

describe('reports of a laboratory', () => {
  test('json has a version, the labs and a summary', () => {
    expect(JSON.parse(labReport('json', [run]))).toEqual({
      version: 1,
      labs: [run],
      summary: { passed: 1, failed: 1, skipped: 1, notTried: 1 },
    });
  });

  test('junit has a suite for each laboratory and a case for each check', () => {
    expect(labReport('junit', [run])).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="lvsgen lab" time="20.5" tests="4" failures="1" errors="0">
  <testsuite name="clusters/lab/web.yaml" time="20.5" tests="4" failures="1" errors="0" skipped="2">
    <testcase name="answers" classname="clusters/lab/web.yaml" time="1"/>
    <testcase name="fails-over" classname="clusters/lab/web.yaml" time="2.5">
      <failure message="a &lt;b&gt; &amp; &quot;c&quot;" type="fails-over">a &lt;b&gt; &amp; &quot;c&quot;
ipvsadm -Sn on lvs1:
  -A -t 10.0.0.1:80 -s rr</failure>
    </testcase>
    <testcase name="silent-for-vips" classname="clusters/lab/web.yaml" time="0">
      <skipped message="no DR"/>
    </testcase>
    <testcase name="web/sip: the service" classname="clusters/lab/web.yaml" time="0">
      <skipped message="not tried: no &lt;SIP&gt;"/>
    </testcase>
  </testsuite>
</testsuites>
`);
  });

  test('markdown has a table, what was seen as code, and nothing live', () => {
    expect(labReport('markdown', [run])).toBe(`## Lab: 1 passed, 1 failed, 1 skipped, 1 not tried

### clusters/lab/web.yaml

Linux 6.1.0 in qemu (tcg), 20.5 s

| outcome | check | time | seen |
|---|---|---|---|
| passed | answers (answers) | 1 s | rs1: 2 |
| failed | moves (fails-over) | 2.5 s | a &#60;b&#62; &#38; "c" |
| skipped | silent (silent-for-vips) | 0 s | no DR |
| not tried | web/sip: the service | | no &#60;SIP&#62; |

**fails-over**

    a <b> & "c"
    ipvsadm -Sn on lvs1:
      -A -t 10.0.0.1:80 -s rr
`);
  });

  test.each(['json', 'junit', 'markdown'])('%s has nothing hidden in it', (format) => {
    const hidden = '\u001b]0;x\u0007 \u202e ##[error]';
    const [answers, failsOver, silent] = run.checks as [CheckResult, CheckResult, CheckResult];
    const hostile: LabRun = {
      ...run,
      definitions: [`clusters/${hidden}.yaml`],
      machine: hidden,
      checks: [
        { ...answers, detail: hidden },
        { ...failsOver, reasons: [hidden], evidence: [{ title: hidden, lines: [hidden] }] },
        { ...silent, detail: hidden },
      ],
      notTried: [{ what: hidden, reason: hidden }],
    };
    // biome-ignore lint/suspicious/noControlCharactersInRegex: it is them that are looked for.
    expect(labReport(format, [hostile])).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]|##\[/);
  });
});
